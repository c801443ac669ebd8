namespace Glissade.Cli.Tests.Commands;

public sealed class InspectCommandTests(TrainedModel trained)
{
    [Fact]
    public void ShapeRecipeTablesAndRecallAreShown()
    {
        string shown = CommandRun.Of("inspect", trained.ModelPath, "--data", trained.TestPath, "--queries", "40").Succeeded().Output;

        Assert.Contains("400 -> 16 -> 60", shown, StringComparison.Ordinal);
        // (400 + 1) x 16 weights and biases of the embedding, 60 x (16 + 1) of the output layer.
        Assert.Contains("7,436", shown, StringComparison.Ordinal);
        Assert.Contains("simhash, K = 4, L = 50", shown, StringComparison.Ordinal);
        Assert.Contains("600 points", shown, StringComparison.Ordinal);
        Assert.Contains("(40 points of ", shown, StringComparison.Ordinal);
        Assert.Contains("how many of their true labels are among the candidates\n  of at most ", shown, StringComparison.Ordinal);
        Assert.Contains("█", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simhash", HashKind.SimHash)]
    [InlineData("dwta", HashKind.Dwta)]
    [InlineData("wta", HashKind.Wta)]
    [InlineData("minhash", HashKind.MinHash)]
    [InlineData("cross-polytope", HashKind.CrossPolytope)]
    public void ModelsOfEveryHashFamilyAreTrainedAndShown(string name, HashKind hash)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model");
        CommandRun.Of(
            "train", trained.TrainPath, "--model", path, "--hidden", "8", "--sampler", "lsh", "--hash", name, "--hashes-per-table", "1",
            "--tables", "6", "--epochs", "1", "--threads", "1").Succeeded();
        using (ExtremeClassifier model = ExtremeClassifier.Load(path))
            Assert.Equal(hash, model.Recipe.Hash);
        string shown = CommandRun.Of("inspect", path, "--queries", "5").Succeeded().Output;
        Assert.Contains($"{name}, K = 1, L = 6", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInvertedFileShowsItsLists()
    {
        string shown = CommandRun.Of(
            "inspect", trained.ModelPath, "--data", trained.TestPath, "--index", "inverted-file").Succeeded().Output;

        Assert.Contains("inverted file", shown, StringComparison.Ordinal);
        Assert.Contains("labels in a list", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("bucket", Shown(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void SignaturesHaveNoLoadToShow()
    {
        string shown = CommandRun.Of("inspect", trained.ModelPath, "--data", trained.TestPath, "--index", "signatures").Succeeded().Output;

        Assert.Contains("scan of signatures", shown, StringComparison.Ordinal);
        Assert.Contains("candidates (60 on average)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("█", Shown(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutDataRandomPointsAskTheTables()
    {
        string shown = CommandRun.Of("inspect", trained.ModelPath).Succeeded().Output;

        Assert.Contains("points with random features", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("true labels", shown, StringComparison.Ordinal);
    }

    /// <summary>What stands below the model's shape and recipe.</summary>
    private static string Shown(string output) => output[output.IndexOf("\n\n", StringComparison.Ordinal)..];
}
