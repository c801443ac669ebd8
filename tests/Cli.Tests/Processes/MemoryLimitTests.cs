using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Glissade.Cli.Tests.Processes;

/// <summary>
/// Training in a process that the system gives so much memory and no more. Pages of a mapped file do not count: they are the file's, and
/// leave memory when it is needed.
/// </summary>
public sealed class MemoryLimitTests : IDisposable
{
    /// <summary>Memory of the process, the runtime's own included.</summary>
    private const int LimitKilobytes = 40 << 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ACacheSeveralTimesLargerThanTheMemoryIsTrainedOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit of Linux");
        WriteCache(folder.File("x.gcache"));
        Assert.True(new FileInfo(folder.File("x.gcache")).Length > 3.9 * 1024 * LimitKilobytes);

        (int code, string errors) = Train("--shuffle-buffer 2000");
        Assert.True(code == 0, errors);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal((200_000, 2000), (model.TrainingPoints, model.Recipe.ShuffleBuffer));
        Assert.Equal(7, Assert.Single(model.Predict(new SparseVector([7, 107], [1, 1]), topK: 1)).Label);

        // The limit is one: the same with all points at once does not fit.
        File.Delete(folder.File("model"));
        (code, errors) = Train("--shuffle-buffer 0");
        Assert.NotEqual(0, code);
        Assert.Contains("out of memory", errors, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(folder.File("model")));
    }

    private (int Code, string Errors) Train(string options)
    {
        string command = string.Create(
            CultureInfo.InvariantCulture,
            $"ulimit -s 512 && ulimit -d {LimitKilobytes} && exec '{AppContext.BaseDirectory}glissade' train " +
            $"'{folder.File("x.gcache")}' --model '{folder.File("model")}' --hidden 32 --epochs 1 --threads 2 --deterministic {options}");
        ProcessStartInfo start = new("sh", ["-c", command]) { RedirectStandardError = true, RedirectStandardOutput = true };
        // Each would have a heap and threads.
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "2";
        using Process process = Process.Start(start)!;
        StringBuilder errors = new();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return (process.ExitCode, errors.ToString());
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
