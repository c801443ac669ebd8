using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.PublicApi.Tests;

/// <summary>The Python that docs/file-formats.md shows reads our models and scores as we do.</summary>
public sealed partial class PythonReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(WeightPrecision.Single)]
    [InlineData(WeightPrecision.BFloat16)]
    public void DocumentedScriptGivesTheSameScores(WeightPrecision precision)
    {
        Assert.SkipUnless(HasNumpy(), "no python3 with numpy here");
        string[] blocks = [.. Blocks().Matches(File.ReadAllText(Document())).Select(match => match.Groups["code"].Value)];
        string reading = Assert.Single(blocks, block => block.Contains("struct.unpack", StringComparison.Ordinal));
        string scoring = Assert.Single(blocks, block => block.Contains("def score(", StringComparison.Ordinal));
        TrainingOptions options = SmallTask.Options with
        {
            HiddenSize = null,
            HiddenSizes = [24, 17],
            Activation = HiddenActivation.Mixed,
            Precision = precision,
            LogTermFrequency = true,
            InverseDocumentFrequency = true,
            NormalizeRows = true,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, options);
        model.Save(folder.File("model.safetensors"));
        File.WriteAllText(folder.File("script.py"), reading + scoring + "for label in best: print(label, scores[label])\n");

        string[] lines = Python(folder.File("script.py")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<Prediction> expected = model.Predict(new SparseVector([93, 139, 229], [1.0359f, 0.9443f, 1.4881f]));
        Assert.Equal(expected.Count, lines.Length);
        for (int i = 0; i < lines.Length; i++)
            Assert.Equal(expected[i].Score, float.Parse(lines[i].Split(' ')[1], CultureInfo.InvariantCulture), 1e-4f);
        Assert.Equal(expected[0].Label.ToString(CultureInfo.InvariantCulture), lines[0].Split(' ')[0]);
    }

    private bool HasNumpy()
    {
        try
        {
            return Python("-c", "import numpy; print(1)").StartsWith('1');
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private string Python(params string[] args)
    {
        string system = "/usr/bin/python3";
        ProcessStartInfo start = new(File.Exists(system) ? system : "python3", args)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(folder.File("any")),
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string Document()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Glissade.slnx")))
            root = Path.GetDirectoryName(root);
        return Path.Combine(root ?? throw new DirectoryNotFoundException("the tests run outside of the repository"), "docs",
            "file-formats.md");
    }

    [GeneratedRegex(@"```python\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
