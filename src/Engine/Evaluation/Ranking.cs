using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>Finds the labels, ascending, that are not to be ranked for a point.</summary>
internal delegate void PointMask(int point, List<int> masked);

/// <summary>Searches the best labels for many points on all of a team's workers, a block of points at a time.</summary>
internal static class Ranking
{
    /// <summary>
    /// Calls <paramref name="visit"/>(worker, point, top labels) for every point, in no particular order; each worker's calls come one by
    /// one.
    /// </summary>
    /// <param name="createScan">Makes one worker's search for blocks of at most the given number of queries.</param>
    /// <param name="weighting">What is done to every point first.</param>
    /// <param name="data">The points.</param>
    /// <param name="masked">What is left out of the ranking of each; null for nothing.</param>
    /// <param name="team">The workers.</param>
    /// <param name="visit">Takes the result; the labels are valid during the call only.</param>
    /// <param name="progress">Told after each block how many points are done, on the worker's thread; numbers ascend.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static void ForEach(
        Func<int, ILabelScan> createScan, FeatureWeighting weighting, Dataset data, PointMask? masked, WorkerTeam team,
        Action<int, int, TopSelection> visit, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (data.Count == 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        // Small sets are cut finer, so that no worker stands idle.
        int block = Math.Clamp((data.Count + team.Size - 1) / Math.Max(team.Size, 1), 1, ExactScan.BlockQueries);
        ILabelScan?[] scans = new ILabelScan?[team.Size];
        try
        {
            ILabelScan first = scans[0] = createScan(Math.Min(data.Count, ExactScan.BlockQueries));
            if (team.Size > 1 && data.Count <= first.SharedQueries)
            {
                // Of the smallest, every worker takes a part of the labels instead of a part of the points.
                Fill(first, weighting, data, masked, 0, data.Count);
                first.Run(team);
                for (int point = 0; point < data.Count; point++)
                    visit(0, point, first.Top(point));
                progress?.Report(data.Count);
                return;
            }
            int done = 0;
            Lock reporting = new();
            team.ForBlocks(data.Count, block, (worker, start, end) =>
            {
                cancellation.ThrowIfCancellationRequested();
                ILabelScan scan = scans[worker] ??= createScan(block);
                Fill(scan, weighting, data, masked, start, end);
                scan.Run();
                for (int point = start; point < end; point++)
                    visit(worker, point, scan.Top(point - start));
                if (progress is null)
                    return;
                lock (reporting)
                    progress.Report(done += end - start);
            });
        }
        finally
        {
            foreach (ILabelScan? scan in scans)
                scan?.Dispose();
        }
    }

    private static void Fill(ILabelScan scan, FeatureWeighting weighting, Dataset data, PointMask? masked, int start, int end)
    {
        scan.Clear();
        float[] weighted = [];
        List<int> labels = [];
        for (int point = start; point < end; point++)
        {
            SparseVector features = data.Features(point);
            if (weighted.Length < features.Count)
                weighted = new float[features.Count];
            weighting.Apply(features, weighted);
            masked?.Invoke(point, labels);
            scan.Add(new SparseVector(features.Ids, weighted.AsSpan(0, features.Count)), CollectionsMarshal.AsSpan(labels));
        }
    }
}
