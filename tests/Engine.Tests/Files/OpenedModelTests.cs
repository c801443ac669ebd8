using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class OpenedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(16, 0, WeightPrecision.Single)]
    [InlineData(48, 0, WeightPrecision.BFloat16)]
    [InlineData(32, 16, WeightPrecision.BFloat16Nearest)]
    [InlineData(9, 16, WeightPrecision.Single)]
    [InlineData(16, 9, WeightPrecision.BFloat16)]
    [InlineData(17, 0, WeightPrecision.Single)]
    [InlineData(16, 0, WeightPrecision.Single, true)]
    [InlineData(17, 0, WeightPrecision.BFloat16, true)]
    public void AnOpenedModelAnswersAsTheLoadedOneBitForBit(int hidden, int second, WeightPrecision precision, bool linearPath = false)
    {
        Train(second == 0 ? [hidden] : [hidden, second], precision, linearPath);
        Dataset test = TestData.Separable(200, seed: 3);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        opened.Verify(TestContext.Current.CancellationToken);
        Assert.Equal((false, true), (loaded.IsMapped, opened.IsMapped));
        Assert.Equal(loaded.Predict(test), opened.Predict(test));
        Assert.Equal(loaded.Predict(test, threads: 1),
            Enumerable.Range(0, test.Count).Select(point => opened.Predict(test.Features(point))));
        Assert.Equal(loaded.Evaluate(test).Precision, opened.Evaluate(test).Precision);
        Assert.Equal(loaded.ParameterCount, opened.ParameterCount);
        Assert.Equal(loaded.LabelNames, opened.LabelNames);

        float[] expected = new float[loaded.LabelCount];
        float[] actual = new float[loaded.LabelCount];
        int[] labels = [.. Enumerable.Range(0, loaded.LabelCount)];
        loaded.ScoreAll(test.Features(1), expected);
        opened.ScoreAll(test.Features(1), actual);
        Assert.Equal(expected, actual);
        // Dot products of rows picked by id add the bias in another place.
        opened.Score(test.Features(1), labels, actual);
        AssertNear(expected, actual);
        Prediction[] best = new Prediction[3];
        opened.Predict(test.Features(1), labels, best);
        Assert.Equal(loaded.Predict(test.Features(1), 3).Select(prediction => prediction.Label),
            best.Select(prediction => prediction.Label));
    }

    [Theory]
    [InlineData(16, WeightPrecision.Single)]
    [InlineData(16, WeightPrecision.BFloat16)]
    [InlineData(16, WeightPrecision.Single, true)]
    public void AnOpenedModelIsSavedAsItIs(int hidden, WeightPrecision precision, bool linearPath = false)
    {
        Train([hidden], precision, linearPath);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        opened.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(folder.File("again")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DamageAnywhereIsFoundOnOpeningOrOnVerifying(bool linearPath)
    {
        Train([16], WeightPrecision.Single, linearPath);
        byte[] file = File.ReadAllBytes(Path);
        int onOpening = 0;
        int onVerifying = 0;
        for (int place = 0; place < file.Length; place += 97)
        {
            byte[] damaged = [.. file];
            damaged[place] ^= 4;
            string path = folder.File($"damaged {place}");
            File.WriteAllBytes(path, damaged);
            try
            {
                using ExtremeClassifier opened = ExtremeClassifier.Open(path);
                DataFormatException exception = Assert.Throws<DataFormatException>(() => opened.Verify());
                Assert.Contains("tensor \"", exception.Message, StringComparison.Ordinal);
                onVerifying++;
            }
            catch (DataFormatException)
            {
                onOpening++;
            }
            File.Delete(path);
        }
        Assert.True(onOpening > 0 && onVerifying > onOpening, $"{onOpening} on opening, {onVerifying} on verifying");
        foreach (int length in (int[])[0, 1, 7, 8, 100, file.Length / 2, file.Length - 1])
        {
            File.WriteAllBytes(Path, file[..length]);
            Assert.Throws<DataFormatException>(() => ExtremeClassifier.Open(Path));
        }
    }

    [Fact]
    public void VerifyingCanBeStopped()
    {
        Train([16], WeightPrecision.Single);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        Assert.Throws<OperationCanceledException>(() => opened.Verify(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void AFileThatIsReplacedStaysTheOldOneForWhoeverHasItOpen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses to replace a file that is mapped");
        Train([16], WeightPrecision.Single);
        SparseVector features = TestData.Separable().Features(5);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        IReadOnlyList<Prediction> before = opened.Predict(features);
        Train([32], WeightPrecision.Single);
        Assert.Equal(before, opened.Predict(features));
        opened.Verify(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void AnIndexOverAnOpenedModelIsRefused()
    {
        Train([16], WeightPrecision.Single);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        Assert.Throws<ArgumentException>(() => HashedRetrieval.Build(opened, TestData.Separable()));
    }

    [Fact]
    public void AnOpenedModelIsNotTrainedOn()
    {
        Train([16], WeightPrecision.Single);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        Assert.Throws<InvalidOperationException>(() => opened.Continue(TestData.Separable()));
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (int label = 0; label < expected.Length; label++)
            Assert.Equal(expected[label], actual[label], 1e-4f);
    }

    private void Train(int[] hidden, WeightPrecision precision, bool linearPath = false)
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with
        {
            HiddenSizes = hidden,
            Precision = precision,
            LinearPath = linearPath,
            InverseDocumentFrequency = true,
            OutputBias = -0.3f,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        model.NameLabels([.. Enumerable.Range(0, TestData.LabelCount).Select(label => $"label {label}")]);
        model.Save(Path);
    }
}
