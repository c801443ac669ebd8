using System.CommandLine;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Profile;

/// <summary>runner profile: where a training step's time goes, beside the machine's bounds, to docs/benchmarks/profile.md.</summary>
internal sealed class ProfileCommand
{
    private static readonly (string Name, SyntheticOptions Preset)[] Sets =
        [("a67k", SyntheticPresets.A67K), ("a670k", SyntheticPresets.A670K)];

    private readonly PageOptions page = new("profile.md", defaultRounds: 9);

    private readonly ThreadsOption threads = new("1 and N");

    private ProfileCommand()
    {
    }

    public static Command Create()
    {
        ProfileCommand action = new();
        Command command = new(
            "profile", "Measures the parts of a training step, and how near each comes to the machine's bounds. Takes 2 GB.");
        action.threads.AddTo(command);
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int most = threads.Most(parsed);
        int rounds = page.Rounds(parsed);
        string path = page.Target(parsed);
        List<ProfileResult> results = [];
        foreach ((string name, SyntheticOptions preset) in Sets)
        {
            Console.Error.WriteLine($"{name}: generates data and trains");
            using ProfileBenchmark benchmark = new(name, preset);
            foreach (SamplerKind sampler in (SamplerKind[])[SamplerKind.Lsh, SamplerKind.Uniform])
            {
                foreach (int count in (int[])[.. new[] { 1, most }.Distinct()])
                {
                    Console.Error.WriteLine($"{name}, {sampler}, threads: {count}");
                    results.Add(benchmark.Run(sampler, count, rounds));
                }
            }
        }
        PageOptions.Write(path, ProfileReport.Write(results));
        return 0;
    }
}
