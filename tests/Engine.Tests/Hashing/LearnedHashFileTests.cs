namespace Glissade.Tests;

/// <summary>The hash.* tensors of a model file.</summary>
public sealed class LearnedHashFileTests
{
    private static readonly TrainingRecipe Recipe =
        ModelFileParts.SmallRecipe with { Hash = HashKind.Learned, HashesPerTable = 2, TableCount = 3 };

    public static TheoryData<string> Tensors => ["hash.projections", "hash.mean_query", "hash.mean_deviation"];

    [Fact]
    public void AFileWithFunctionsHasThem()
    {
        using TemporaryFolder folder = new();
        Parts().Save(folder.File("model"));
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.NotNull(model.Hash);
        Assert.Equal((5, 6), (model.Hash.Projections.Rows, model.Hash.Projections.Columns));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], model.Hash.MeanQuery);
        Assert.Equal(0.5f, model.Hash.MeanDeviation);
    }

    [Fact]
    public void AFileWithoutThemLoads()
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = new() { Recipe = Recipe };
        parts.Save(folder.File("model"));
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Null(model.Hash);
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void TensorsOfAnotherShapeAreRefused(string name)
    {
        long[] shape = Parts().Floats[name];
        Refuse(name, parts => parts.Floats[name] = [.. shape, 1]);
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            foreach (int change in (int[])[-1, 1])
            {
                long[] other = [.. shape];
                other[dimension] += change;
                Refuse(name, parts => parts.Floats[name] = other);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void NumbersThatAreNotFiniteAreRefused(string name)
    {
        foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            Refuse(name, parts => parts.LastValues[name] = value);
    }

    [Fact]
    public void ANegativeDistanceIsRefused() => Refuse("hash.mean_deviation", parts => parts.LastValues["hash.mean_deviation"] = -0.5f);

    [Theory]
    [InlineData("hash.mean_query")]
    [InlineData("hash.mean_deviation")]
    public void FunctionsWithoutTheirMomentsAreRefused(string name) => Refuse(name, parts => parts.Floats.Remove(name));

    [Fact]
    public void FewerFunctionsThanTheRecipeClaimsAreRefused()
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = Parts(Recipe with { HashesPerTable = 30, TableCount = 4096 });
        Refuse("hash.projections", parts, folder);
    }

    private static ModelFileParts Parts(TrainingRecipe? recipe = null)
    {
        ModelFileParts parts = new() { Recipe = recipe ?? Recipe };
        parts.Floats["hash.projections"] = [5, 6];
        parts.Floats["hash.mean_query"] = [4];
        parts.Floats["hash.mean_deviation"] = [1];
        return parts;
    }

    private static void Refuse(string name, Action<ModelFileParts> spoil)
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = Parts();
        spoil(parts);
        Refuse(name, parts, folder);
    }

    private static void Refuse(string name, ModelFileParts parts, TemporaryFolder folder)
    {
        parts.Save(folder.File("model"));
        DataFormatException exception = Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(folder.File("model")));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }
}
