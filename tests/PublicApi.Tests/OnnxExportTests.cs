using Glissade.Kernels;
using Glissade.Layers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Glissade.PublicApi.Tests;

/// <summary>Exported networks give the engine's scores when another program runs them.</summary>
public sealed class OnnxExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(OnnxInput.Sparse, false, HiddenActivation.Relu, WeightPrecision.Single)]
    [InlineData(OnnxInput.Sparse, true, HiddenActivation.Mixed, WeightPrecision.BFloat16)]
    [InlineData(OnnxInput.Sparse, true, HiddenActivation.Linear, WeightPrecision.Single)]
    [InlineData(OnnxInput.Dense, false, HiddenActivation.Mixed, WeightPrecision.Single)]
    [InlineData(OnnxInput.Dense, true, HiddenActivation.Relu, WeightPrecision.BFloat16)]
    public void OnnxRuntimeScoresAsTheEngineDoes(OnnxInput input, bool deep, HiddenActivation activation, WeightPrecision precision)
    {
        TrainingOptions options = SmallTask.Options with
        {
            HiddenSize = null,
            HiddenSizes = deep ? [24, 17] : [32],
            Epochs = 2,
            Activation = activation,
            Precision = precision,
            LogTermFrequency = deep,
            InverseDocumentFrequency = deep,
            NormalizeRows = deep,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, options);
        model.ExportOnnx(folder.File("network.onnx"), input);
        AssertScores(model, input, folder.File("network.onnx"));
    }

    [Fact]
    public void AModelThatLiesInItsFileIsExportedAsOneInMemory()
    {
        using (ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1 }))
        {
            model.Save(folder.File("model"));
            model.ExportOnnx(folder.File("one.onnx"));
        }
        using ExtremeClassifier opened = ExtremeClassifier.Open(folder.File("model"));
        opened.ExportOnnx(folder.File("two.onnx"));
        Assert.Equal(File.ReadAllBytes(folder.File("one.onnx")), File.ReadAllBytes(folder.File("two.onnx")));
    }

    [Fact]
    public void AnUnknownFormIsRefusedAndNothingWritten()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(folder.File("network.onnx"), (OnnxInput)7));
        Assert.False(File.Exists(folder.File("network.onnx")));
    }

    private static void AssertScores(ExtremeClassifier model, OnnxInput input, string path)
    {
        const int Points = 20;
        using InferenceSession session = new(path);
        NamedOnnxValue[] inputs = input == OnnxInput.Dense ? DenseInputs(model, Points) : SparseInputs(Points);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs);
        DenseTensor<float> scores = Assert.IsType<DenseTensor<float>>(Assert.Single(results, result => result.Name == "scores").Value);
        Assert.Equal([Points, model.LabelCount], scores.Dimensions.ToArray());
        float[] expected = new float[model.LabelCount];
        for (int point = 0; point < Points; point++)
        {
            model.ScoreAll(Features(point), expected);
            for (int label = 0; label < expected.Length; label++)
                Assert.Equal(expected[label], scores[point, label], 1e-4f);
        }
    }

    /// <summary>The last one has no features: padding only.</summary>
    private static SparseVector Features(int point) => point == 19 ? new SparseVector([], []) : SmallTask.Test.Features(point);

    private static NamedOnnxValue[] SparseInputs(int points)
    {
        int entries = Enumerable.Range(0, points).Max(point => Features(point).Count);
        DenseTensor<long> ids = new([points, entries]);
        DenseTensor<float> values = new([points, entries]);
        for (int point = 0; point < points; point++)
        {
            SparseVector features = Features(point);
            for (int i = 0; i < features.Count; i++)
            {
                ids[point, i] = features.Ids[i];
                values[point, i] = features.Values[i];
            }
        }
        return [NamedOnnxValue.CreateFromTensor("feature_ids", ids), NamedOnnxValue.CreateFromTensor("feature_values", values)];
    }

    private static NamedOnnxValue[] DenseInputs(ExtremeClassifier model, int points)
    {
        DenseTensor<float> all = new([points, model.FeatureCount]);
        for (int point = 0; point < points; point++)
        {
            SparseVector features = Features(point);
            for (int i = 0; i < features.Count; i++)
                all[point, features.Ids[i]] = features.Values[i];
        }
        return [NamedOnnxValue.CreateFromTensor("features", all)];
    }
}
