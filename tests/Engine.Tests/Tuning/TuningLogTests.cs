namespace Glissade.Tests;

public sealed class TuningLogTests : IDisposable
{
    private static readonly TuningOptions Search = new();

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RunsAreFoundAgain()
    {
        Write();
        using TuningLog log = Open(resume: true);
        Assert.Equal(Run(2, 0.1 + 0.2), log.Find(2, Recipe(2), 9, new TrainingOptions { BatchSize = 2 }));
        Assert.Equal(Run(3, null), log.Find(3, Recipe(3) with { Threads = 7 }, 9, new TrainingOptions { BatchSize = 3 }));
        Assert.Null(log.Find(4, Recipe(4), 9, new TrainingOptions()));
        Assert.Null(log.Find(3, Recipe(3) with { Epochs = 9 }, 9, new TrainingOptions()));
    }

    [Fact]
    public void WhereverAKillCutTheLogTheWholeRunsBeforeStay()
    {
        Write();
        byte[] whole = File.ReadAllBytes(Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            int lines = whole.AsSpan(..length).Count((byte)'\n');
            using (TuningLog log = Open(resume: true))
            {
                for (int trial = 2; trial <= 3; trial++)
                    Assert.Equal(lines >= trial, log.Find(trial, Recipe(trial), 9, new TrainingOptions()) is not null);
            }
            byte[] left = File.ReadAllBytes(Path);
            Assert.Equal(Math.Max(lines, 1), left.AsSpan().Count((byte)'\n'));
            Assert.True(whole.AsSpan().StartsWith(left));
        }
    }

    [Fact]
    public void AnEarlierLogIsNotMixedWithANewSearch()
    {
        Write();
        byte[] before = File.ReadAllBytes(Path);
        string message = Assert.Throws<ArgumentException>(() => Open(resume: false)).Message;
        Assert.Contains("found the log of an earlier search", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void AnotherSearchIsNamed()
    {
        Write();
        byte[] before = File.ReadAllBytes(Path);
        Assert.EndsWith(
            "found the log of another search: training data checksum " +
            $"\"{DataIdentity.Of(TestData.Separable()).Checksum}\" against \"{DataIdentity.Of(TestData.Separable(seed: 2)).Checksum}\"",
            Refusal(Search, TestData.Separable(seed: 2)), StringComparison.Ordinal);
        Assert.EndsWith(
            "objective \"p@1\" against \"recall@5\"", Refusal(Search with { Objective = new(TuningFigure.Recall, 5) }),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "options batch size none against 5", Refusal(Search with { Training = new() { BatchSize = 5 } }), StringComparison.Ordinal);
        Assert.EndsWith("seed 1 against 2", Refusal(Search with { Training = new() { Seed = 2 } }), StringComparison.Ordinal);
        Assert.EndsWith(
            "input items masked false against true", Refusal(Search, mask: new LabelMask(inputItems: true)), StringComparison.Ordinal);
        Assert.Contains(
            "known labels none against {", Refusal(Search, mask: new LabelMask(known: TestData.Separable(60))), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void ThreadsAndBudgetMayDiffer()
    {
        Write();
        using TuningLog log = Open(
            resume: true, Search with { Training = new() { Threads = 3 }, Trials = 77, Time = TimeSpan.FromHours(1) });
        Assert.NotNull(log.Find(2, Recipe(2), 9, new TrainingOptions()));
    }

    [Fact]
    public void ARunOfAnotherRecipeIsRefused()
    {
        Write();
        using TuningLog log = Open(resume: true);
        TrainingRecipe other = Recipe(2) with { LearningRate = 1 };
        string message = Assert.Throws<ArgumentException>(() => log.Find(2, other, 9, new TrainingOptions())).Message;
        Assert.Contains("found trial 2 by another recipe", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 0:1\n", 1)]
    [InlineData("half a line", 1)]
    [InlineData("{\"event\":\"begin\"}\n", 1)]
    [InlineData("[]\n", 1)]
    public void AFileThatIsNoLogIsRefusedAndStays(string content, int line)
    {
        File.WriteAllText(Path, content);
        AssertRefused(line);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"event\":\"run\",\"trial\":\"2\",\"epochs\":1,\"score\":1,\"train_seconds\":1}")]
    [InlineData("{\"event\":\"run\",\"trial\":2,\"epochs\":1,\"score\":\"x\",\"train_seconds\":1}")]
    public void ADamagedLineIsNamed(string line)
    {
        Write();
        string[] lines = File.ReadAllLines(Path);
        lines[1] = line;
        File.WriteAllLines(Path, lines);
        byte[] before = File.ReadAllBytes(Path);
        AssertRefused(2);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    private static TuningRun Run(int trial, double? score) => new(trial, 1, 9, score, 0.5, new TrainingOptions { BatchSize = trial });

    private static TrainingRecipe Recipe(int trial) => TestRecipes.Plain with { Epochs = 1, BatchSize = trial };

    private void Write()
    {
        using TuningLog log = Open(resume: false);
        log.Add(Run(2, 0.1 + 0.2), Recipe(2));
        log.Add(Run(3, null), Recipe(3));
    }

    private TuningLog Open(bool resume, TuningOptions? options = null, Dataset? train = null, LabelMask? mask = null) => new(
        Path, resume, TuningLog.Describe(options ?? Search, train ?? TestData.Separable(), TestData.Separable(60, seed: 3), mask));

    private string Refusal(TuningOptions options, Dataset? train = null, LabelMask? mask = null) =>
        Assert.Throws<ArgumentException>(() => Open(resume: true, options, train, mask)).Message;

    private void AssertRefused(int line)
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Open(resume: true));
        Assert.Equal(line, exception.Line);
        Assert.StartsWith($"{Path}, line {line}: found \"", exception.Message, StringComparison.Ordinal);
    }
}
