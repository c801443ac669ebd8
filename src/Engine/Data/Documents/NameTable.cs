using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glissade.Documents;

/// <summary>Numbers strings of bytes in the order in which they are first met. Looking one up changes nothing and many threads may do it.</summary>
/// <remarks>
/// Open addressing with linear probing. A slot is 24 bytes: two words and the length say all of a string of up to 16 bytes, as nearly all
/// words are, so that finding it takes one access to memory; the bytes of longer ones are compared with those kept aside.
/// </remarks>
internal sealed class NameTable
{
    /// <summary>Looked up together: as many accesses to memory as may be under way at the same time, and some more.</summary>
    private const int BlockRuns = 32;
    private const int FirstSlots = 1 << 8;

    private readonly NameBlocks names = new();
    private Slot[] slots = new Slot[FirstSlots];

    /// <summary>Number of different strings.</summary>
    internal int Count => names.Count;

    /// <summary>The string with a number.</summary>
    internal ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of <paramref name="name"/>, or -1 if it was not added.</summary>
    internal int Find(ReadOnlySpan<byte> name) => Find(slots, NameKey.Of(name), name).Follower - 1;

    /// <summary>The number of <paramref name="name"/>, which is added if it is new: its number is then <see cref="Count"/> of before.</summary>
    internal int FindOrAdd(ReadOnlySpan<byte> name) => FindOrAdd(NameKey.Of(name), name);

    /// <summary>Adds the number of each run to <paramref name="numbers"/>, or -1 where <see cref="Find(ReadOnlySpan{byte})"/> gives it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="add">Whether runs that are new are added.</param>
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
                Prefetch(keys[i]);
            }
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> run = runs.Run(first + i);
                found[first + i] = add ? FindOrAdd(keys[i], run) : Find(slots, keys[i], run).Follower - 1;
            }
        }
    }

    private int FindOrAdd(in NameKey key, ReadOnlySpan<byte> name)
    {
        ref Slot slot = ref Find(slots, key, name);
        if (slot.Follower > 0)
            return slot.Follower - 1;
        names.Add(name);
        slot = new Slot(key, names.Count);
        // Probes stay short up to two thirds.
        if (names.Count > slots.Length / 3 * 2)
            Grow();
        return names.Count - 1;
    }

    private void Grow()
    {
        Slot[] larger = new Slot[checked(2 * slots.Length)];
        foreach (ref Slot slot in slots.AsSpan())
        {
            if (slot.Follower > 0)
                Find(larger, slot.Key, names[slot.Follower - 1]) = slot;
        }
        slots = larger;
    }

    /// <summary>The string's slot, or the free one that it would get.</summary>
    private ref Slot Find(Slot[] among, in NameKey key, ReadOnlySpan<byte> name)
    {
        // A power of two.
        int mask = among.Length - 1;
        for (int at = (int)key.Hash() & mask; ; at = (at + 1) & mask)
        {
            ref Slot slot = ref among[at];
            if (slot.Follower == 0 || (slot.Key.Equals(key) && (key.IsWhole || names[slot.Follower - 1].SequenceEqual(name))))
                return ref slot;
        }
    }

    /// <summary>Asks for the slot where the search for a string begins. It may move before it is used; then nothing is gained.</summary>
    private unsafe void Prefetch(in NameKey key)
    {
        ref Slot slot = ref slots[(int)key.Hash() & (slots.Length - 1)];
        Kernels.Prefetch.Bytes((byte*)Unsafe.AsPointer(ref slot), 1);
        // It may reach into the next cache line.
        Kernels.Prefetch.Bytes((byte*)Unsafe.AsPointer(ref slot) + sizeof(Slot) - 1, 1);
    }

    private struct Slot(in NameKey key, int follower)
    {
        /// <summary>The string, or what is known of it.</summary>
        public readonly NameKey Key = key;

        /// <summary>One more than the string's number; 0 in a free slot.</summary>
        public readonly int Follower = follower;
    }
}
