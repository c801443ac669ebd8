using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public sealed class QuickstartCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter messages = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        messages.Dispose();
    }

    [Fact]
    public void DocumentationIsLearnedAndDescriptionsAreAnswered()
    {
        folder.Write("packs/Kitchen.Ref/1.0.0/ref/net10.0/Kitchen.xml", SmallDocumentation.Kitchen());
        Assert.Equal(0, Run("mash a potato"));
        string text = output.ToString();
        Assert.Contains("nearest neighbours", text, StringComparison.Ordinal);
        Assert.Contains("P@5", text, StringComparison.Ordinal);
        string answer = text[text.IndexOf("\"mash a potato\"", StringComparison.Ordinal)..];
        Assert.Contains("Potato.Mash", answer.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("trained a little", messages.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("trained a little", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void DescriptionWithoutKnownWordsIsSaidToBeUnknown()
    {
        folder.Write("packs/Kitchen.Ref/1.0.0/ref/net10.0/Kitchen.xml", SmallDocumentation.Kitchen());
        Assert.Equal(0, Run("zzz [qqq]"));
        Assert.Contains("None of these words", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void GeneratedSampleStandsInWhereThereIsNoDocumentation()
    {
        Assert.Equal(0, Run());
        string text = output.ToString();
        Assert.Contains("No .NET SDK with documentation was found", text, StringComparison.Ordinal);
        Assert.Contains("predicted", text, StringComparison.Ordinal);
        Assert.Contains("Glissade", text, StringComparison.Ordinal);
    }

    private int Run(params string[] queries)
    {
        QuickstartCommand command = new(QuickstartConsole.Plain(output), QuickstartConsole.Plain(messages));
        return command.Run(new ApiDocumentationLocator([folder.Path]), Sample, Train, queries);
    }

    private static NearestNeighbours Train(Dataset train, IProgress<string> progress)
    {
        progress.Report("trained a little");
        return new NearestNeighbours(train);
    }

    private static (Dataset Train, Dataset Test) Sample()
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 20; i++)
            builder.Add([i, (i + 1) % 20], [1, 0.5f], [i % 5]);
        Dataset points = builder.Build();
        return (points, points);
    }
}
