using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// Learns hash functions for the output layer of a network at the end of its training: to find the labels that it scores best for training points
/// without dropout (MONGOOSE, Chen et al. 2021). Learning to find the true labels instead (LSS, HALOS) finds fewer of both on held-out points:
/// docs/benchmarks/hashing.md.
/// </summary>
internal static class HashLearning
{
    /// <summary>Points to learn from.</summary>
    internal const int Examples = 2048;

    /// <summary>Gradient steps on functions as drawn.</summary>
    internal const int ColdSteps = 400;

    /// <summary>Functions learned along with the weights need a last touch only.</summary>
    private const int WarmSteps = 200;

    /// <summary>The functions of the recipe's tables, learned on from <paramref name="index"/> if that has been learning.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="points">Training points, features weighted.</param>
    /// <param name="recipe">Names K, L, loss and seed.</param>
    /// <param name="index">The index of a sampler, or null.</param>
    /// <param name="team">The workers.</param>
    public static LearnedHash Run(
        Network network, BatchPoints points, TrainingRecipe recipe, INeuronIndex? index, WorkerTeam team)
    {
        if (index is LshIndex { CanLearn: true } learning)
            return Run(network, points, learning, recipe, recipe.LearningSteps > 0 ? WarmSteps : ColdSteps, team);
        using LshIndex fresh = (LshIndex)Samplers.CreateIndex(IndexKind.Tables, recipe, network.Output);
        return Run(network, points, fresh, recipe, ColdSteps, team);
    }

    private static LearnedHash Run(
        Network network, BatchPoints points, LshIndex index, TrainingRecipe recipe, int steps, WorkerTeam team)
    {
        int count = points.Places.Length;
        using RowMatrix queries = HiddenQueries.Of(network, null, points.Data, points.Places);
        using HashExamples examples = new(queries.Columns, count);
        int targets = Math.Min(HashExamples.MaxTargets, network.Output.Neurons);
        int[] best = LargestLogits.Of(network.Output, queries, targets, team);
        for (int i = 0; i < count; i++)
            examples.Add(queries.Row(i), best.AsSpan(i * targets, targets));
        float[] mean = new float[queries.Columns];
        QueryMoments moments = QueryMoments.Measure(queries, mean);
        index.Learn(network.Output.Weights, moments, [examples], steps, team);
        RowMatrix projections = new(queries.Columns + 1, recipe.HashesPerTable * recipe.TableCount);
        index.ReadHyperplanes(projections);
        return new LearnedHash(projections, mean, moments.MeanDeviation);
    }
}
