using Glissade.Fuzz;

namespace Glissade.Tests;

/// <summary>Everything in Corpus/TARGET: what fuzzing begins with, and each input that it has found and that was mended since.</summary>
[Trait("Tier", "any")]
public sealed class FuzzedInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Targets))]
    public void IsReadWholeOrRefusedInWords(string target)
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus", target));
        Assert.NotEmpty(files);
        foreach (string file in files)
            FuzzTargets.All[target](File.ReadAllBytes(file), folder.File("input"));
    }
}
