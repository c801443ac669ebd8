using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Runner.Reports;
using Glissade.Runner.Roofline;

namespace Glissade.Runner.Profile;

/// <summary>Measures <see cref="MachineBounds"/>, a bit each round, beside what is held against them.</summary>
internal sealed class BoundProbes
{
    private const long MultiplyAddRounds = 10_000_000;

    private static readonly int[] Distances = [4, 8, 16, 32];

    private readonly WorkerTeam team;
    private readonly RowProbe embedding;
    private readonly RowProbe output;
    private readonly List<double> multiplyAdd = [];
    private float sink;

    public BoundProbes(Network network, WorkerTeam team)
    {
        this.team = team;
        embedding = new RowProbe(network.Embedding.Weights, team);
        output = new RowProbe(network.Output.Weights, team);
    }

    /// <summary>The medians over the rounds so far.</summary>
    public MachineBounds Bounds => new(embedding.Read, embedding.ReadWrite, output.Read, output.ReadWrite, Median.Of(multiplyAdd));

    public void MeasureRound()
    {
        embedding.MeasureRound();
        output.MeasureRound();
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        team.Run(_ =>
        {
            Interlocked.Add(ref operations, MachineProbes.MultiplyAdd(MultiplyAddRounds, out float result));
            sink += result;
        });
        multiplyAdd.Add(operations / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The rows of one matrix, each once in random order: the best of several prefetch distances.</summary>
    private sealed class RowProbe
    {
        private readonly ProbedRows rows;
        private readonly double rowBytes;
        private readonly WorkerTeam team;
        private readonly int[] ids;
        private readonly List<double>[] reads = [.. Distances.Select(_ => new List<double>())];
        private readonly List<double>[] updates = [.. Distances.Select(_ => new List<double>())];
        private float sink;

        public RowProbe(WeightMatrix weights, WorkerTeam team)
        {
            rows = new ProbedRows(weights);
            rowBytes = weights.StrideBytes;
            this.team = team;
            ids = [.. Enumerable.Range(0, weights.Rows)];
            RandomStream random = new(7);
            random.Shuffle(ids);
        }

        public double Read => reads.Max(rates => Median.Of(rates));

        public double ReadWrite => updates.Max(rates => Median.Of(rates));

        public void MeasureRound()
        {
            for (int i = 0; i < Distances.Length; i++)
            {
                int distance = Distances[i];
                reads[i].Add(Rate(rowBytes, (start, count) => sink += MachineProbes.ReadRows(rows, ids.AsSpan(start, count), distance)));
                updates[i].Add(
                    Rate(2 * rowBytes, (start, count) => MachineProbes.ReadAndWriteRows(rows, ids.AsSpan(start, count), distance)));
            }
        }

        private double Rate(double bytesPerRow, Action<int, int> pass)
        {
            int share = (ids.Length + team.Size - 1) / team.Size;
            long start = Stopwatch.GetTimestamp();
            team.ForBlocks(ids.Length, share, (_, first, end) => pass(first, end - first));
            return ids.Length * bytesPerRow / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
