using System.Diagnostics;
using System.Globalization;

namespace Glissade.Samples.Tests;

/// <summary>Each sample runs as a program of its own and says something sensible.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task TenLinesLearnMoreThanChance()
    {
        string data = Path.Combine(RepositoryRoot(), "datasets");
        string model = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string[] lines = await Run("TenLines", Path.Combine(data, "sample_train.txt.gz"), Path.Combine(data, "sample_test.txt.gz"),
                model);
            Assert.Equal(6, lines.Length);
            Assert.True(double.Parse(lines[0].Split(' ')[1].TrimEnd('%'), CultureInfo.InvariantCulture) > 10, lines[0]);
            Assert.True(File.Exists(model));
        }
        finally
        {
            File.Delete(model);
        }
    }

    [Fact]
    public async Task ProductsAreFoundByWhatIsSaidOfThem()
    {
        string[] lines = await Run("ProductSearch", "light for riding my bike at night", "coffee maker");
        Assert.Contains("Beacon bicycle lamp", lines[1], StringComparison.Ordinal);
        Assert.Contains("Copper moka pot", lines[5], StringComparison.Ordinal);
        Assert.EndsWith("(in stock)\"", lines[8].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(12, lines.Length);
    }

    [Fact]
    public async Task ASamplerFromOutsideMakesALayerLearn()
    {
        string[] lines = await Run("CustomSampler");
        double[] losses = [.. lines.Where(line => line.Contains("mean loss", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];
        Assert.Equal(10, losses.Length);
        Assert.True(losses[4] < 0.8 * losses[0], $"by popularity the loss went from {losses[0]} to {losses[4]}");
        Assert.True(losses[9] < 0.8 * losses[5], $"with uniform negatives the loss went from {losses[5]} to {losses[9]}");
    }

    private static async Task<string[]> Run(string sample, params string[] args)
    {
        string file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{sample}.exe" : sample);
        using Process process = Process.Start(
            new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output.TrimEnd().Split('\n');
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Glissade.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
    }
}
