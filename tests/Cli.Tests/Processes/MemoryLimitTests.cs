using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Glissade.Cli.Tests.Processes;

/// <summary>
/// Commands in a process that the system gives so much memory and no more. Pages of a mapped file do not count: they are the file's, and
/// leave memory when it is needed.
/// </summary>
public sealed class MemoryLimitTests : IDisposable
{
    /// <summary>Memory of the process, the runtime's own included.</summary>
    private const int LimitKilobytes = 40 << 10;

    /// <summary>Memory of the process that holds a vocabulary.</summary>
    private const int TextLimitKilobytes = 64 << 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ACacheSeveralTimesLargerThanTheMemoryIsTrainedOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit of Linux");
        WriteCache(folder.File("x.gcache"));
        Assert.True(new FileInfo(folder.File("x.gcache")).Length > 3.9 * 1024 * LimitKilobytes);

        (int code, _, string errors) = Train("--shuffle-buffer 2000");
        Assert.True(code == 0, errors);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal((200_000, 2000), (model.TrainingPoints, model.Recipe.ShuffleBuffer));
        Assert.Equal(7, Assert.Single(model.Predict(new SparseVector([7, 107], [1, 1]), topK: 1)).Label);

        // The limit is one: the same with all points at once does not fit.
        File.Delete(folder.File("model"));
        (code, _, errors) = Train("--shuffle-buffer 0");
        Assert.NotEqual(0, code);
        Assert.Contains("out of memory", errors, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(folder.File("model")));
    }

    [Fact]
    public void TextsLargerThanTheMemoryBecomeACacheEvenIfTheyCanBeReadOnlyOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit of Linux");
        WriteTexts(folder.File("x.ft"));
        Assert.True(new FileInfo(folder.File("x.ft")).Length > 2.5 * 1024 * TextLimitKilobytes);

        (int code, _, string errors) = RunOnTexts($"data convert - '{folder.File("x.gcache")}' < '{folder.File("x.ft")}'");
        Assert.True(code == 0, errors);
        Dataset data = Dataset.Load(folder.File("x.gcache"));
        Assert.Equal((220_000, 100), (data.Count, data.LabelCount));
        Assert.Equal(["common", "some336"], data.TextFeatures!.Names!.Take(2));
        Assert.Equal(["common*50", "topic7*1"], Words(data, 107).Where(word => word[0] is 'c' or 't'));
        Assert.Equal(["x.ft", "x.gcache"], folder.Names());

        // The limit is one: what is made of the texts does not fit.
        (code, _, errors) = RunOnTexts($"data convert '{folder.File("x.ft")}' '{folder.File("x.txt")}'");
        Assert.NotEqual(0, code);
        Assert.Contains("out of memory", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ACacheSeveralTimesLargerThanTheMemoryIsDescribed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit of Linux");
        WriteCache(folder.File("x.gcache"));
        (int code, string output, string errors) = Run($"data describe '{folder.File("x.gcache")}'");
        Assert.True(code == 0, errors);
        Assert.Contains("points        200,000\n", output, StringComparison.Ordinal);
        Assert.Contains("20,000,000 values stored", output, StringComparison.Ordinal);
        // 100 labels, and the points of one come in as many ways as seven and hundred have in common.
        Assert.Contains("199,300 of 200,000 (99.65 %) points have the very features of an earlier one", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(Dataset data, int point) =>
        data.Features(point).Ids.ToArray().Zip(data.Features(point).Values.ToArray())
            .Select(entry => $"{data.TextFeatures!.Names![entry.First]}*{entry.Second}");

    private (int Code, string Output, string Errors) Train(string options) => Run(
        $"train '{folder.File("x.gcache")}' --model '{folder.File("model")}' --hidden 32 --epochs 1 --threads 2 --deterministic {options}");

    private static (int Code, string Output, string Errors) RunOnTexts(string arguments) =>
        Run(arguments, TextLimitKilobytes);

    /// <param name="arguments">Of the command.</param>
    /// <param name="limit">Memory of the process in kilobytes.</param>
    private static (int Code, string Output, string Errors) Run(string arguments, int limit = LimitKilobytes)
    {
        string command = string.Create(
            CultureInfo.InvariantCulture,
            $"ulimit -s 512 && ulimit -d {limit} && exec '{AppContext.BaseDirectory}glissade' {arguments}");
        ProcessStartInfo start = new("sh", ["-c", command]) { RedirectStandardError = true, RedirectStandardOutput = true };
        // Each would have a heap and threads.
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "2";
        // The collector does not know of the limit, and other memory cannot ask it to give some back: it has its part from the start.
        int heap = limit / 16 * 7;
        start.Environment["DOTNET_GCHeapHardLimit"] = (heap << 10).ToString("X", CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        StringBuilder output = new();
        StringBuilder errors = new();
        process.OutputDataReceived += (_, line) => output.Append(line.Data).Append('\n');
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return (process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>220,000 texts with 100 words each.</summary>
    private static void WriteTexts(string path)
    {
        StringBuilder lines = new();
        for (int text = 0; text < 4000; text++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"__label__{text % 100} topic{text % 100}");
            for (int word = 0; word < 49; word++)
                lines.Append(CultureInfo.InvariantCulture, $" common some{(7 * word) + (text % 1000)}");
            lines.Append(" common\n");
        }
        byte[] chunk = Encoding.ASCII.GetBytes(lines.ToString());
        using FileStream file = File.Create(path);
        for (int i = 0; i < 55; i++)
            file.Write(chunk);
    }

    /// <summary>200,000 points with 100 features each, one of them telling the label; never all in memory here either.</summary>
    private static void WriteCache(string path)
    {
        string text = path + ".txt";
        StringBuilder lines = new();
        for (int point = 0; point < 4000; point++)
        {
            int label = point % 100;
            lines.Append(CultureInfo.InvariantCulture, $"{label} {label}:1 {100 + label}:1");
            for (int feature = 0; feature < 98; feature++)
                lines.Append(CultureInfo.InvariantCulture, $" {200 + (7 * feature) + (point % 7)}:2");
            lines.Append('\n');
        }
        byte[] chunk = Encoding.ASCII.GetBytes(lines.ToString());
        using (FileStream file = File.Create(text))
        {
            for (int i = 0; i < 50; i++)
                file.Write(chunk);
        }
        DatasetConversion.Convert(text, path);
        File.Delete(text);
    }
}
