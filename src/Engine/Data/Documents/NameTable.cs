using Glissade.Kernels;

namespace Glissade.Documents;

/// <summary>Numbers strings of bytes in the order in which they are added. Many threads may look up while none adds.</summary>
/// <remarks>
/// Open addressing with linear probing. A slot is 8 bytes, a hash and a number, so that those of a hundred thousand words stay in a core's
/// second-level cache. What the hash promises is checked against the key, which says all of a string of up to 16 bytes, as nearly all
/// words are; keys stand in the order of the numbers, those of frequent words near the beginning. Only the bytes of longer strings are
/// compared with those kept aside.
/// </remarks>
internal sealed unsafe class NameTable : IDisposable
{
    /// <summary>Looked up together: as many accesses to memory as may be under way at the same time, and some more.</summary>
    private const int BlockRuns = 32;
    private const int FirstSlots = 1 << 8;

    private readonly NameBlocks names = new();
    private AlignedBuffer<Slot> slots = new(FirstSlots);
    private AlignedBuffer<NameKey> keys = new(FirstSlots);

    /// <summary>Number of different strings.</summary>
    internal int Count => names.Count;

    /// <summary>The string with a number.</summary>
    internal ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of <paramref name="name"/>, or -1 if it was not added.</summary>
    internal int Find(ReadOnlySpan<byte> name) => Find(NameKey.Of(name), name)->Follower - 1;

    /// <summary>The number of <paramref name="name"/>, which is added if it is new.</summary>
    internal int FindOrAdd(ReadOnlySpan<byte> name) => FindOrAdd(NameKey.Of(name), name);

    public void Dispose()
    {
        slots.Dispose();
        keys.Dispose();
    }

    /// <summary>Finds the number of each run.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="found">Receives the numbers, as many as there are runs.</param>
    /// <param name="add">Whether runs that are new are added; otherwise they have the number -1.</param>
    internal void FindAll(TokenBuffer runs, Span<int> found, bool add)
    {
        Span<NameKey> block = stackalloc NameKey[BlockRuns];
        for (int first = 0; first < found.Length; first += BlockRuns)
        {
            Span<int> blockFound = found[first..Math.Min(first + BlockRuns, found.Length)];
            AskForSlots(runs, first, block[..blockFound.Length]);
            Guess(block[..blockFound.Length], blockFound);
            for (int i = 0; i < blockFound.Length; i++)
            {
                ref NameKey key = ref block[i];
                int guess = blockFound[i];
                if (guess >= 0 && key.IsWhole && keys.Pointer[guess].Equals(key))
                    continue;
                ReadOnlySpan<byte> run = runs.Run(first + i);
                blockFound[i] = add ? FindOrAdd(key, run) : Find(key, run)->Follower - 1;
            }
        }
    }

    /// <summary>Makes the keys of runs and asks for the slots where the search for them begins.</summary>
    private void AskForSlots(TokenBuffer runs, int first, Span<NameKey> block)
    {
        Slot* start = slots.Pointer;
        uint mask = (uint)(slots.Length - 1);
        for (int i = 0; i < block.Length; i++)
        {
            block[i] = runs.Key(first + i);
            Prefetch.Bytes((byte*)(start + (block[i].Hash & mask)), 1);
        }
    }

    /// <summary>Finds for each key the number of the first one with its hash, or -1, and asks for the key with that number.</summary>
    private void Guess(ReadOnlySpan<NameKey> block, Span<int> numbers)
    {
        Slot* start = slots.Pointer;
        NameKey* known = keys.Pointer;
        uint mask = (uint)(slots.Length - 1);
        for (int i = 0; i < block.Length; i++)
        {
            uint hash = block[i].Hash;
            uint at = hash & mask;
            while (start[at].Follower != 0 && start[at].Hash != hash)
                at = (at + 1) & mask;
            int number = start[at].Follower - 1;
            numbers[i] = number;
            Prefetch.Bytes((byte*)(known + Math.Max(number, 0)), 1);
        }
    }

    private int FindOrAdd(in NameKey key, ReadOnlySpan<byte> name)
    {
        Slot* slot = Find(key, name);
        if (slot->Follower > 0)
            return slot->Follower - 1;
        if (names.Count == keys.Length)
            GrowKeys();
        keys.Pointer[names.Count] = key;
        names.Add(name);
        *slot = new Slot(key.Hash, names.Count);
        // Up to a half, most searches end where they begin, which the processor can foresee.
        if (names.Count > slots.Length / 2)
            GrowSlots();
        return names.Count - 1;
    }

    private void GrowKeys()
    {
        AlignedBuffer<NameKey> larger = new(2 * keys.Length);
        Buffer.MemoryCopy(keys.Pointer, larger.Pointer, larger.ByteLength, keys.ByteLength);
        keys.Dispose();
        keys = larger;
    }

    private void GrowSlots()
    {
        AlignedBuffer<Slot> larger = new(2 * slots.Length);
        uint mask = (uint)(larger.Length - 1);
        // In the order of the numbers: strings that came early, as frequent words do, get the slots where the search for them begins.
        for (int number = 0; number < names.Count; number++)
        {
            uint hash = keys.Pointer[number].Hash;
            uint at = hash & mask;
            while (larger.Pointer[at].Follower != 0)
                at = (at + 1) & mask;
            larger.Pointer[at] = new Slot(hash, number + 1);
        }
        slots.Dispose();
        slots = larger;
    }

    /// <summary>The string's slot, or the free one that it would get.</summary>
    private Slot* Find(in NameKey key, ReadOnlySpan<byte> name)
    {
        // A power of two.
        uint mask = (uint)(slots.Length - 1);
        Slot* first = slots.Pointer;
        for (uint at = key.Hash & mask; ; at = (at + 1) & mask)
        {
            Slot* slot = first + at;
            if (slot->Follower == 0 || (slot->Hash == key.Hash && IsAt(slot->Follower - 1, key, name)))
                return slot;
        }
    }

    private bool IsAt(int number, in NameKey key, ReadOnlySpan<byte> name) =>
        keys.Pointer[number].Equals(key) && (key.IsWhole || names[number].SequenceEqual(name));

    private readonly struct Slot(uint hash, int follower)
    {
        /// <summary>The string's.</summary>
        public readonly uint Hash = hash;

        /// <summary>One more than the string's number; 0 in a free slot.</summary>
        public readonly int Follower = follower;
    }
}
