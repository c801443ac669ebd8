namespace Glissade.Documents;

/// <summary>Keeps strings of bytes, in blocks that never move: together they may be larger than an array.</summary>
internal sealed class NameBlocks
{
    private const int BlockBytes = 1 << 16;

    private Place[] places = [];
    private byte[] block = [];
    private int used;

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ref Place place = ref places[index];
            return place.Block.AsSpan(place.Start, place.Length);
        }
    }

    internal void Add(ReadOnlySpan<byte> name)
    {
        if (block.Length - used < name.Length)
        {
            block = new byte[Math.Max(BlockBytes, name.Length)];
            used = 0;
        }
        name.CopyTo(block.AsSpan(used));
        if (Count == places.Length)
            Array.Resize(ref places, Math.Max(16, 2 * places.Length));
        places[Count++] = new Place(block, used, name.Length);
        used += name.Length;
    }

    private readonly record struct Place(byte[] Block, int Start, int Length);
}
