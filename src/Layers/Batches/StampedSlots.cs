using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// A map from ids in a fixed range to consecutive slots. Emptying it is one increment: an entry counts only if it carries the current
/// stamp (hnswlib keeps its visited set this way).
/// </summary>
/// <remarks>Layout of an entry: stamp in the high 32 bits, slot in the low 32, so that a look-up is one memory access.</remarks>
internal sealed unsafe class StampedSlots(int capacity) : IDisposable
{
    private readonly AlignedBuffer<ulong> entries = new(capacity);
    private uint stamp;

    public int Capacity { get; } = capacity;

    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        if (++stamp == 0)
        {
            entries.Clear();
            stamp = 1;
        }
    }

    /// <summary>The slot of <paramref name="id"/>, a new one if it had none. <see cref="Clear"/> has been called at least once.</summary>
    public int GetOrAdd(int id, out bool added)
    {
        System.Diagnostics.Debug.Assert((uint)id < (uint)Capacity, "id outside the map");
        ulong* entry = entries.Pointer + id;
        added = (uint)(*entry >> 32) != stamp;
        if (!added)
            return (int)(uint)*entry;
        *entry = ((ulong)stamp << 32) | (uint)Count;
        return Count++;
    }

    /// <summary>The slot of <paramref name="id"/>, or -1.</summary>
    public int Find(int id) => Contains(id) ? (int)(uint)entries.Pointer[id] : -1;

    public bool Contains(int id) => (uint)(entries.Pointer[id] >> 32) == stamp;

    public void Dispose() => entries.Dispose();
}
