using System.Diagnostics;
using Glissade.Kernels;

namespace Glissade;

public sealed partial class ExtremeClassifier
{
    /// <summary>
    /// Trains networks of different seeds one after another and merges them. If it is stopped, those that are done are merged; the first is
    /// taken as it is.
    /// </summary>
    private static ExtremeClassifier TrainEnsemble(
        Dataset train, int[] frequencies, TrainingRecipe recipe, IProgress<TrainingProgress>? progress, Dataset? validation,
        LabelMask? mask, CancellationToken cancellation)
    {
        List<TrainingReport> reports = [];
        ExtremeClassifier whole = Create(train, frequencies, recipe, NetworkOfMembers(train, recipe));
        try
        {
            NetworkMerger merger = new(whole.Network, recipe.Ensemble);
            for (int number = 0; number < recipe.Ensemble && !(number > 0 && cancellation.IsCancellationRequested); number++)
            {
                MemberProgress? told = progress is null ? null : new MemberProgress(progress, recipe.Ensemble, reports);
                using ExtremeClassifier member = whole.CreateMember(train, recipe.Member(number))
                    .Trained(train, new TrainingOptions(), null, null, told, validation, mask, cancellation);
                reports.Add(member.Training!);
                if (number == 0 || !member.Training!.StoppedEarly)
                    merger.Add(member.Network);
            }
            if (merger.Count < recipe.Ensemble)
                (whole, merger) = whole.Narrowed(train, merger);
            merger.Finish();
            whole.Training = Sum(reports, stopped: merger.Count < recipe.Ensemble || reports[^1].StoppedEarly);
            if (recipe.Hash == HashKind.Learned && !whole.Training.StoppedEarly)
                whole.LearnMergedHash(train);
            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <summary>A model with room for the members that there are, which takes the place of this one.</summary>
    private (ExtremeClassifier Model, NetworkMerger Merger) Narrowed(Dataset train, NetworkMerger merger)
    {
        int units = Recipe.HiddenSizes[0] / Recipe.Ensemble;
        TrainingRecipe recipe = Recipe with { Ensemble = merger.Count, HiddenSizes = [units * merger.Count] };
        ExtremeClassifier narrower = CreateAlike(train, recipe, NetworkOfMembers(train, recipe));
        NetworkMerger moved = merger.MoveTo(narrower.Network);
        Dispose();
        return (narrower, moved);
    }

    private ExtremeClassifier CreateMember(Dataset train, TrainingRecipe recipe) =>
        CreateAlike(train, recipe, CreateNetwork(train, recipe, initialize: true));

    /// <summary>A model of the same points and weighting by another recipe, without reading the points for them again.</summary>
    private ExtremeClassifier CreateAlike(Dataset train, TrainingRecipe recipe, Network network) =>
        Create(train, recipe, network, Weighting, labelFrequencies);

    /// <summary>Zero weights with room for all members; the linear path is to come from one of them.</summary>
    private static Network NetworkOfMembers(Dataset train, TrainingRecipe recipe) =>
        CreateNetwork(train, recipe with { LinearPath = false }, initialize: false);

    private static TrainingReport Sum(IReadOnlyList<TrainingReport> reports, bool stopped)
    {
        double seconds = reports.Sum(report => report.TrainSeconds);
        double samples = reports.Sum(report => report.SamplesPerSecond * report.TrainSeconds);
        double active = reports.Sum(report => report.MeanActiveNeurons * report.SamplesPerSecond * report.TrainSeconds);
        return new TrainingReport(
            seconds, seconds == 0 ? 0 : samples / seconds, samples == 0 ? 0 : active / samples, [.. reports.SelectMany(report => report.Epochs)],
            stopped);
    }

    /// <summary>Hash functions for the merged rows: the members' are for rows that are no more. Its time counts as the last epoch's.</summary>
    private void LearnMergedHash(Dataset train)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using WorkerTeam team = new(Recipe.Threads);
        using EpochPlan plan = new(PointsOf(train), Recipe);
        plan.Begin(Recipe.Epochs);
        Hash = HashLearning.Run(Network, plan.First(HashLearning.Examples), Recipe, null, team);
        double seconds = watch.Elapsed.TotalSeconds;
        EpochReport last = Training!.Epochs[^1];
        double samples = Training.SamplesPerSecond * Training.TrainSeconds;
        Training = Training with
        {
            TrainSeconds = Training.TrainSeconds + seconds,
            SamplesPerSecond = samples / (Training.TrainSeconds + seconds),
            Epochs =
            [
                .. Training.Epochs.SkipLast(1),
                last with { Seconds = last.Seconds + seconds, HashLearningSeconds = last.HashLearningSeconds + seconds },
            ],
        };
    }
}
