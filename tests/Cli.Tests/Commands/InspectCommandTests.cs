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

    [Fact]
    public void WithoutDataRandomPointsAskTheTables()
    {
        string shown = CommandRun.Of("inspect", trained.ModelPath).Succeeded().Output;

        Assert.Contains("points with random features", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("true labels", shown, StringComparison.Ordinal);
    }
}
