using System.Diagnostics.CodeAnalysis;

namespace Glissade;

/// <summary>
/// Which labels are never ranked for a point: what it has already, where features and labels are the same items, or what is already known
/// to answer the very same query.
/// </summary>
/// <remarks>
/// Only the ranking changes. Metrics still divide by k and by the number of all true labels: a true label that is masked can only be
/// missed. Known labels that are true labels of the point itself stay in the ranking ("filtered" ranking, Bordes et al. 2013), but an item
/// of the point's own is masked even then.
/// An instance does not change and may be used by many threads.
/// </remarks>
public sealed class LabelMask
{
    private readonly KnownQueries? knownQueries;

    /// <summary>A mask of one or of both kinds.</summary>
    /// <param name="inputItems">
    /// Whether the ids of a point's own features, those of value 0 left out, are masked as labels. Ids that are no label mask nothing.
    /// </param>
    /// <param name="known">
    /// Points, for instance the training data, whose labels are masked for every point with exactly their features, unless that point has
    /// them as true labels. Compared as they were read, before any weighting. Null for none.
    /// </param>
    public LabelMask(bool inputItems = false, Dataset? known = null)
    {
        InputItems = inputItems;
        Known = known;
        knownQueries = known is null ? null : new KnownQueries(known);
    }

    /// <summary>Whether a point's own features are masked as labels.</summary>
    public bool InputItems { get; }

    /// <summary>Whether labels known for the identical query are masked.</summary>
    [MemberNotNullWhen(true, nameof(knownQueries))]
    public bool FiltersKnown => knownQueries is not null;

    /// <summary>The points whose labels are known.</summary>
    internal Dataset? Known { get; }

    /// <summary>Finds the masked labels of a point.</summary>
    /// <param name="features">The point as it was read.</param>
    /// <param name="trueLabels">Its labels, ascending; empty if they are not to be looked at.</param>
    /// <param name="masked">Receives label ids, ascending without repetition; some may lie beyond a model's labels.</param>
    internal void Find(SparseVector features, ReadOnlySpan<int> trueLabels, List<int> masked)
    {
        masked.Clear();
        if (FiltersKnown)
        {
            foreach (int point in knownQueries.Find(features))
            {
                foreach (int label in knownQueries.Labels(point))
                {
                    if (trueLabels.BinarySearch(label) < 0)
                        masked.Add(label);
                }
            }
        }
        for (int i = 0; InputItems && i < features.Count; i++)
        {
            if (features.Values[i] != 0)
                masked.Add(features.Ids[i]);
        }
        SortDistinct(masked);
    }

    private static void SortDistinct(List<int> ids)
    {
        ids.Sort();
        int kept = 0;
        for (int i = 0; i < ids.Count; i++)
        {
            if (kept == 0 || ids[i] != ids[kept - 1])
                ids[kept++] = ids[i];
        }
        ids.RemoveRange(kept, ids.Count - kept);
    }
}
