using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade.Documents;

/// <summary>Numbers strings of bytes in the order in which they are added. Many threads may look up while none adds.</summary>
/// <remarks>
/// Open addressing with linear probing. A slot is 24 bytes: two words and the length say all of a string of up to 16 bytes, as nearly all
/// words are, so that finding it takes one access to memory; the bytes of longer ones are compared with those kept aside.
/// </remarks>
internal sealed unsafe class NameTable : IDisposable
{
    /// <summary>Looked up together: as many accesses to memory as may be under way at the same time, and some more.</summary>
    private const int BlockRuns = 32;
    private const int FirstSlots = 1 << 8;

    private readonly NameBlocks names = new();
    private AlignedBuffer<Slot> slots = new(FirstSlots);

    /// <summary>Number of different strings.</summary>
    internal int Count => names.Count;

    /// <summary>The string with a number.</summary>
    internal ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of <paramref name="name"/>, or -1 if it was not added.</summary>
    internal int Find(ReadOnlySpan<byte> name) => Find(slots, NameKey.Of(name), name)->Follower - 1;

    /// <summary>The number of <paramref name="name"/>, which is added if it is new.</summary>
    internal int FindOrAdd(ReadOnlySpan<byte> name) => FindOrAdd(NameKey.Of(name), name);

    public void Dispose() => slots.Dispose();

    /// <summary>Appends the number of each run.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="add">Whether runs that are new are added; otherwise they have the number -1.</param>
    internal void FindAll(TokenBuffer runs, List<int> numbers, bool add)
    {
        int before = numbers.Count;
        CollectionsMarshal.SetCount(numbers, before + runs.RunCount);
        Span<int> found = CollectionsMarshal.AsSpan(numbers)[before..];
        Span<NameKey> keys = stackalloc NameKey[BlockRuns];
        for (int first = 0; first < found.Length; first += keys.Length)
        {
            int count = Math.Min(keys.Length, found.Length - first);
            for (int i = 0; i < count; i++)
            {
                keys[i] = NameKey.Of(runs.Run(first + i));
                Ask(keys[i]);
            }
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> run = runs.Run(first + i);
                found[first + i] = add ? FindOrAdd(keys[i], run) : Find(slots, keys[i], run)->Follower - 1;
            }
        }
    }

    private int FindOrAdd(in NameKey key, ReadOnlySpan<byte> name)
    {
        Slot* slot = Find(slots, key, name);
        if (slot->Follower > 0)
            return slot->Follower - 1;
        names.Add(name);
        *slot = new Slot(key, names.Count);
        // Probes stay short up to two thirds.
        if (names.Count > slots.Length / 3 * 2)
            Grow();
        return names.Count - 1;
    }

    private void Grow()
    {
        AlignedBuffer<Slot> larger = new(2 * slots.Length);
        for (int i = 0; i < slots.Length; i++)
        {
            Slot slot = slots.Pointer[i];
            if (slot.Follower > 0)
                *Find(larger, slot.Key, names[slot.Follower - 1]) = slot;
        }
        slots.Dispose();
        slots = larger;
    }

    /// <summary>The string's slot, or the free one that it would get.</summary>
    private Slot* Find(AlignedBuffer<Slot> among, in NameKey key, ReadOnlySpan<byte> name)
    {
        // A power of two.
        long mask = among.Length - 1;
        Slot* first = among.Pointer;
        for (long at = (long)key.Hash() & mask; ; at = (at + 1) & mask)
        {
            Slot* slot = first + at;
            if (slot->Follower == 0 || (slot->Key.Equals(key) && (key.IsWhole || names[slot->Follower - 1].SequenceEqual(name))))
                return slot;
        }
    }

    /// <summary>Asks for the slot where the search for a string begins, which may reach into the next cache line.</summary>
    private void Ask(in NameKey key)
    {
        byte* slot = (byte*)(slots.Pointer + ((long)key.Hash() & (slots.Length - 1)));
        Prefetch.Bytes(slot, 1);
        Prefetch.Bytes(slot + sizeof(Slot) - 1, 1);
    }

    private struct Slot(in NameKey key, int follower)
    {
        /// <summary>The string, or what is known of it.</summary>
        public readonly NameKey Key = key;

        /// <summary>One more than the string's number; 0 in a free slot.</summary>
        public readonly int Follower = follower;
    }
}
