using System.Runtime.InteropServices;

namespace Glissade;

/// <summary>The masked labels of a block of queries, one run after the other.</summary>
internal sealed class MaskedLabels
{
    private readonly List<int> labels = [];
    private readonly List<int> ends = [];

    /// <summary>The masked labels of query <paramref name="query"/>, ascending.</summary>
    public ReadOnlySpan<int> this[int query]
    {
        get
        {
            int start = query == 0 ? 0 : ends[query - 1];
            return CollectionsMarshal.AsSpan(labels)[start..ends[query]];
        }
    }

    public void Clear()
    {
        labels.Clear();
        ends.Clear();
    }

    /// <summary>Adds the next query's; of ascending labels those below <paramref name="labelCount"/>.</summary>
    public void Add(ReadOnlySpan<int> ascending, int labelCount)
    {
        foreach (int label in ascending)
        {
            if (label < labelCount)
                labels.Add(label);
        }
        ends.Add(labels.Count);
    }
}
