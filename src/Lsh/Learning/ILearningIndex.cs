using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>An index whose hash functions can be learned from examples.</summary>
public interface ILearningIndex : INeuronIndex
{
    /// <summary>Whether they can be: an index of this type may have been made without.</summary>
    bool CanLearn { get; }

    /// <summary>
    /// Takes gradient steps on the hash functions, going on from where they are. What the index holds is stale until it is rebuilt
    /// (<see cref="INeuronIndex.Rebuild"/>). No search may be under way.
    /// </summary>
    /// <param name="rows">The layer's rows.</param>
    /// <param name="moments">What is known of the queries to come.</param>
    /// <param name="examples">Queries and the rows that should be found for them.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="team">The workers that share the task. The result does not depend on their number.</param>
    /// <returns>The mean loss of the last quarter of the steps; NaN if there was no step or no example to learn from.</returns>
    /// <exception cref="ArgumentException">
    /// Rows, moments or examples have another shape than the index, a target is no row, or <paramref name="steps"/> is negative.
    /// </exception>
    /// <exception cref="InvalidOperationException">The index was made without learning.</exception>
    double Learn(WeightMatrix rows, QueryMoments moments, IReadOnlyList<HashExamples> examples, int steps, WorkerTeam team);
}
