using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

[Trait("Tier", "any")]
public sealed class ModelFileTests
{
    [Theory]
    [InlineData(16, 0, WeightPrecision.Single)]
    [InlineData(17, 9, WeightPrecision.Single)]
    [InlineData(17, 9, WeightPrecision.BFloat16)]
    [InlineData(16, 0, WeightPrecision.BFloat16Nearest)]
    public void ALoadedModelGivesTheSameNumbers(int hidden, int second, WeightPrecision precision)
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Sample) with
        {
            HiddenSizes = second == 0 ? [hidden] : [hidden, second],
            Precision = precision,
            LogTermFrequency = true,
            InverseDocumentFrequency = true,
        };
        Dataset test = TestData.Separable(200, seed: 3);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        model.NameLabels([.. Enumerable.Range(0, TestData.LabelCount).Select(label => $"label {label} é")]);
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(model.Predict(test), loaded.Predict(test));
        // One thread: with more, which points a worker gets decides the order of its sums and so their last bits.
        EvaluationReport expected = model.Evaluate(test, threads: 1);
        EvaluationReport actual = loaded.Evaluate(test, threads: 1);
        Assert.Equal(expected.Precision, actual.Precision);
        Assert.Equal(expected.Ndcg, actual.Ndcg);
        Assert.Equal(expected.Recall, actual.Recall);
        Assert.Equal(expected.PropensityScoredPrecision, actual.PropensityScoredPrecision);
        Assert.Equal(model.LabelNames, loaded.LabelNames);
        Assert.Equal(model.Recipe with { HiddenSizes = [] }, loaded.Recipe with { HiddenSizes = [] });
        Assert.Equal(model.Recipe.HiddenSizes, loaded.Recipe.HiddenSizes);
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        loaded.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(folder.File("model")), File.ReadAllBytes(folder.File("again")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DamageAnywhereIsRefused(bool linearPath)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model");
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with { LinearPath = linearPath };
        using (ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options))
            model.Save(path);
        byte[] file = File.ReadAllBytes(path);
        for (int place = 0; place < file.Length; place += 97)
        {
            byte[] damaged = [.. file];
            damaged[place] ^= 4;
            File.WriteAllBytes(path, damaged);
            Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(path));
        }
        foreach (int length in (int[])[0, 1, 7, 8, 100, file.Length / 2, file.Length - 1])
        {
            File.WriteAllBytes(path, file[..length]);
            Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(path));
        }
    }

    [Theory]
    [InlineData("format", "onnx", "format \"onnx\"")]
    [InlineData("format", null, "no \"format\"")]
    [InlineData("format_version", "2", "version 2")]
    [InlineData("format_version", "1.0", "\"1.0\"")]
    [InlineData("training_points", "-5", "\"-5\"")]
    [InlineData("training_points", "0", "training_points")]
    [InlineData("recipe", "{}", "recipe")]
    [InlineData("recipe", "null", "recipe")]
    [InlineData("recipe", "no json", "recipe")]
    public void MetadataThatIsNoModelsIsRefused(string key, string? value, string inMessage)
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = new();
        if (value is null)
            parts.Metadata.Remove(key);
        else
            parts.Metadata[key] = value;
        Refuse(parts, folder, inMessage);
    }

    [Fact]
    public void ThePartsOfTheseTestsMakeAModel()
    {
        using TemporaryFolder folder = new();
        new ModelFileParts().Save(folder.File("model"));
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(2, model.Evaluate(TestPoint(), threads: 1).Points);
    }

    [Fact]
    public void TensorsThatDoNotFitTheRecipeAreRefused()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new ModelFileParts().Floats.Keys)
        {
            ModelFileParts without = new();
            without.Floats.Remove(name);
            Refuse(without, folder, name);
            ModelFileParts other = new();
            other.Floats[name] = [.. other.Floats[name], 3];
            Refuse(other, folder, name);
        }
        ModelFileParts noLabels = new();
        noLabels.Floats["output.weight"] = [0, 3];
        noLabels.Floats["output.bias"] = [0];
        noLabels.Frequencies = [];
        Refuse(noLabels, folder, "output.weight");
    }

    [Fact]
    public void NumbersThatNoTrainingGivesAreRefused()
    {
        using TemporaryFolder folder = new();
        ModelFileParts negative = new();
        negative.Frequencies[1] = -1;
        Refuse(negative, folder, "labels.frequency");
        ModelFileParts notANumber = new() { FloatValue = float.NaN };
        Refuse(notANumber, folder, "features.idf");
    }

    [Fact]
    public void SizesInTheRecipeAloneAllocateNothing()
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = new() { Recipe = ModelFileParts.SmallRecipe with { HiddenSizes = [3, 65536, 65536, 3] } };
        Refuse(parts, folder, "hidden.1.weight");
    }

    private static void Refuse(ModelFileParts parts, TemporaryFolder folder, string inMessage)
    {
        parts.Save(folder.File("model"));
        DataFormatException exception = Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(folder.File("model")));
        Assert.Contains(inMessage, exception.Message, StringComparison.Ordinal);
    }

    private static Dataset TestPoint()
    {
        DatasetBuilder builder = new();
        builder.Add([0], [1], [1]);
        builder.Add([1], [1], [2]);
        return builder.Build();
    }
}
