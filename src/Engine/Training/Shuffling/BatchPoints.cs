using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>Some points of a data set.</summary>
/// <param name="data">Where they are.</param>
/// <param name="places">Their places there.</param>
/// <param name="ids">What the points of each place are called in the training data; empty: as their places.</param>
internal readonly ref struct BatchPoints(Dataset data, ReadOnlySpan<int> places, ReadOnlySpan<int> ids = default)
{
    private readonly ReadOnlySpan<int> ids = ids;

    /// <summary>Where the points are.</summary>
    public Dataset Data { get; } = data;

    /// <summary>Their places there.</summary>
    public ReadOnlySpan<int> Places { get; } = places;

    /// <summary>What the point at a place is called in the training data.</summary>
    public int Id(int place) => ids.IsEmpty ? place : ids[place];

    /// <summary>Adds the points to a batch.</summary>
    public void AddTo(SparseBatch batch, float inputDropout, ref RandomStream random)
    {
        foreach (int place in Places)
            batch.Add(Data.Features(place), Data.Labels(place), inputDropout, ref random, Id(place));
    }
}
