using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Glissade.Kernels;

namespace Glissade.Micro;

/// <summary>
/// With --tiers every benchmark runs once for each hardware tier below this machine's best, in processes whose environment switches the
/// instructions off. "--job dry" and its like then set the effort of each tier, as they do of a plain run.
/// </summary>
internal static class TierJobs
{
    private const string Switch = "--tiers";
    private const string JobSwitch = "--job";

    /// <summary>The lower tiers, with the variable that leads to each and the tiers it is below.</summary>
    private static readonly (string Tier, string Variable, string[] Below)[] Lower =
    [
        ("avx2", "DOTNET_EnableAVX512", ["avx512"]),
        ("sse", "DOTNET_EnableAVX2", ["avx512", "avx2"]),
        ("portable", "DOTNET_EnableHWIntrinsic", ["avx512", "avx2", "sse", "neon"]),
    ];

    /// <summary>Splits the command line: what is left for BenchmarkDotNet, and its configuration (null is its own).</summary>
    public static (string[] Arguments, IConfig? Config) Read(string[] arguments)
    {
        if (!arguments.Contains(Switch))
            return (arguments, null);
        List<string> rest = [.. arguments.Where(argument => argument != Switch)];
        Job effort = Job.Default;
        int place = rest.FindIndex(argument => argument is JobSwitch or "-j");
        if (place >= 0 && place + 1 < rest.Count)
        {
            effort = Effort(rest[place + 1]);
            rest.RemoveRange(place, 2);
        }
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddJob(effort.WithId(CpuTier.Name));
        foreach ((string tier, string variable, string[] below) in Lower)
        {
            if (below.Contains(CpuTier.Name))
                config.AddJob(effort.WithEnvironmentVariable(variable, "0").WithId(tier));
        }
        return ([.. rest], config);
    }

    private static Job Effort(string name) => name.ToLowerInvariant() switch
    {
        "dry" => Job.Dry,
        "short" => Job.ShortRun,
        "medium" => Job.MediumRun,
        "long" => Job.LongRun,
        "default" => Job.Default,
        _ => throw new ArgumentException($"--job must be dry, short, medium, long or default, but is {name}"),
    };
}
