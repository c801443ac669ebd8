using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// A set of ids in a fixed range, one bit each. It tells less than <see cref="StampedSlots"/>, but a set over 65,536 ids takes 8 KiB, which
/// the first-level cache holds, and so a long list is sifted at a few instructions an id.
/// </summary>
internal sealed unsafe class IdBits(int capacity) : IDisposable
{
    private readonly AlignedBuffer<ulong> words = new((capacity + 63L) / 64);

    /// <summary>Puts ids in.</summary>
    public void Add(ReadOnlySpan<int> ids)
    {
        foreach (int id in ids)
            words.Pointer[id >> 6] |= 1UL << id;
    }

    /// <summary>Takes ids out.</summary>
    public void Remove(ReadOnlySpan<int> ids)
    {
        foreach (int id in ids)
            words.Pointer[id >> 6] &= ~(1UL << id);
    }

    /// <summary>Finds the members of the set in a list.</summary>
    /// <param name="ids">The list.</param>
    /// <param name="count">Its length.</param>
    /// <param name="places">Receives the places of the members in the list, ascending; has room for <paramref name="count"/>.</param>
    /// <returns>The number of members.</returns>
    public int Select(int* ids, int count, int* places)
    {
        ulong* word = words.Pointer;
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            // Written whether it is a member or not, and kept only if it is: a branch here would often be mispredicted.
            places[found] = i;
            found += (int)(word[ids[i] >> 6] >> ids[i]) & 1;
        }
        return found;
    }

    public void Dispose() => words.Dispose();
}
