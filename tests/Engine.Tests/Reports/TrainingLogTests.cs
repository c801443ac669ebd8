using System.Text.Json;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class TrainingLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ARunIsOneLineAtTheBeginningAndOneAnEpoch()
    {
        using ExtremeClassifier model = Run(TimeSpan.FromHours(1));

        JsonElement[] lines = Lines();
        Assert.Equal(["begin", "epoch", "epoch", "epoch"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(16, lines[0].GetProperty("recipe").GetProperty("batch_size").GetInt32());
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochReport report = model.Training!.Epochs[epoch];
            JsonElement line = lines[epoch + 1];
            Assert.Equal(epoch + 1, line.GetProperty("epoch").GetInt32());
            Assert.Equal(600, line.GetProperty("samples_in_epoch").GetInt32());
            Assert.Equal(report.Loss, line.GetProperty("loss").GetDouble());
            Assert.Equal(report.PrecisionAt1, line.GetProperty("precision_at_1").GetDouble());
            Assert.Equal(report.Load!.EmptyFraction, line.GetProperty("empty_buckets").GetDouble());
            Assert.Equal(report.Load.LargestBucket, line.GetProperty("largest_bucket").GetInt32());
        }
    }

    [Fact]
    public void WithinAnEpochLinesComeWhenItIsTime()
    {
        using (TrainingLog log = new(folder.File("log"), TimeSpan.FromTicks(1)))
        {
            for (int samples = 1; samples <= 3; samples++)
                log.Report(Progress(samples));
        }
        using (TrainingLog log = new(folder.File("log"), TimeSpan.FromHours(1)))
            log.Report(Progress(4));
        Assert.Equal([1, 2, 3], Lines().Select(line => line.GetProperty("samples_in_epoch").GetInt32()));
        Assert.Equal(JsonValueKind.Null, Lines()[0].GetProperty("loss").ValueKind);
    }

    [Fact]
    public void EachLineIsThereAtOnceAndEarlierOnesStay()
    {
        Run(TimeSpan.FromHours(1)).Dispose();
        string before = File.ReadAllText(folder.File("log"));
        using TrainingLog log = new(folder.File("log"));
        log.Begin(TestRecipes.Plain);
        using FileStream reader = new(folder.File("log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader text = new(reader);
        string after = text.ReadToEnd();
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.EndsWith("}\n", after[before.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void HalfALineOfAKilledRunIsEnded()
    {
        File.WriteAllText(folder.File("log"), "{\"event\":\"epo");
        using (TrainingLog log = new(folder.File("log")))
            log.Begin(TestRecipes.Plain);
        string[] lines = File.ReadAllLines(folder.File("log"));
        Assert.Equal("{\"event\":\"epo", lines[0]);
        Assert.StartsWith("{\"event\":\"begin\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDiskEndsTheLogAndNotTheRun()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device that is always full");
        List<string> messages = [];
        using TrainingLog log = new("/dev/full", messages: messages.Add);
        log.Begin(TestRecipes.Plain);
        log.Begin(TestRecipes.Plain);
        Assert.StartsWith("log not written any more, training goes on: ", Assert.Single(messages), StringComparison.Ordinal);
    }

    private static TrainingProgress Progress(int samples) => new(1, 2, samples, 10, double.NaN, 5, 7, TimeSpan.Zero, TimeSpan.Zero, null);

    private ExtremeClassifier Run(TimeSpan interval)
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch);
        using TrainingLog log = new(folder.File("log"), interval);
        log.Begin(options.Resolve(DatasetSummary.Of(TestData.Separable())));
        return ExtremeClassifier.Train(TestData.Separable(), options, log, TestData.Separable(60, seed: 3));
    }

    private JsonElement[] Lines() => [.. File.ReadAllLines(folder.File("log")).Select(line => JsonDocument.Parse(line).RootElement)];
}
