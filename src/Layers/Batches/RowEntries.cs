using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// A batch seen from the parameters' side: for each row that any sample touched, the samples that touched it and how strongly. It is the
/// transpose of (sample -> ids, scales), made by counting, so that each row is read and written once for the whole batch.
/// </summary>
internal sealed unsafe class RowEntries(int rowSpace) : IDisposable
{
    private readonly StampedSlots slots = new(rowSpace);
    private readonly GrowingBuffer<int> rows = new();
    private readonly GrowingBuffer<int> offsets = new();
    private readonly GrowingBuffer<int> samples = new();
    private readonly GrowingBuffer<float> scales = new();
    private readonly GrowingBuffer<int> entrySlots = new();
    private bool counted;

    /// <summary>Distinct rows, in the order in which the samples first named them.</summary>
    public int RowCount => slots.Count;

    public int* Rows => rows.Pointer;

    /// <summary>RowCount + 1 offsets into <see cref="Samples"/> and <see cref="Scales"/>.</summary>
    public int* Offsets => offsets.Pointer;

    public int* Samples => samples.Pointer;

    public float* Scales => scales.Pointer;

    /// <summary>The same for kernels, from row <paramref name="start"/> on.</summary>
    public RowTouches TouchesFrom(int start) => new(Offsets + start, Samples, Scales);

    /// <summary>Finds how many samples touch each row: all that <see cref="IsAlone"/> needs.</summary>
    /// <param name="entries">Number of touches.</param>
    /// <param name="ids">The row of each.</param>
    public void Count(int entries, int* ids)
    {
        int* entrySlot = entrySlots.Reserve(entries);
        int* row = rows.Reserve(Math.Min(entries, slots.Capacity));
        int* count = offsets.Reserve(Math.Min(entries, slots.Capacity) + 2);
        slots.Clear();
        counted = true;
        // Counts are kept two places up: see Transpose.
        count[0] = 0;
        count[1] = 0;
        for (int entry = 0; entry < entries; entry++)
        {
            int slot = slots.GetOrAdd(ids[entry], out bool added);
            if (added)
            {
                row[slot] = ids[entry];
                count[slot + 2] = 0;
            }
            count[slot + 2]++;
            entrySlot[entry] = slot;
        }
    }

    /// <summary>
    /// Whether no other entry of the last <see cref="Count"/> has the same row. Until the next <see cref="Transpose"/>, which turns the counts
    /// into offsets.
    /// </summary>
    public bool IsAlone(int entry)
    {
        System.Diagnostics.Debug.Assert(counted, "the counts are gone");
        return offsets.Pointer[entrySlots.Pointer[entry] + 2] == 1;
    }

    /// <summary>Turns a batch round to its features: rows are feature ids, the bias feature's among them, and scales are values.</summary>
    public void TransposeFeatures(SparseBatch batch) =>
        Transpose(batch.Count, batch.FeatureOffsets, batch.FeatureIds, batch.FeatureValues);

    /// <summary>Fills <see cref="Rows"/> and the lists of samples and scales.</summary>
    /// <param name="sampleCount">Number of samples.</param>
    /// <param name="sampleOffsets">sampleCount + 1 offsets into the next two.</param>
    /// <param name="ids">Rows that each sample touches, none twice within a sample.</param>
    /// <param name="entryScales">The strength of each touch; null means 1.</param>
    public void Transpose(int sampleCount, int* sampleOffsets, int* ids, float* entryScales)
    {
        int entries = sampleOffsets[sampleCount];
        Count(entries, ids);
        counted = false;
        int* entrySlot = entrySlots.Pointer;
        int* count = offsets.Pointer;
        // With the counts two places up, offsets[slot + 1] is after the running sum where the slot's entries begin; filling then advances it
        // to where they end, which is where offsets[slot + 1] must finally point.
        for (int slot = 0; slot < slots.Count; slot++)
            count[slot + 2] += count[slot + 1];
        int* sampleOf = samples.Reserve(entries);
        float* scaleOf = scales.Reserve(entries);
        for (int sample = 0; sample < sampleCount; sample++)
        {
            for (int entry = sampleOffsets[sample]; entry < sampleOffsets[sample + 1]; entry++)
            {
                int position = count[entrySlot[entry] + 1]++;
                sampleOf[position] = sample;
                scaleOf[position] = entryScales is null ? 1 : entryScales[entry];
            }
        }
    }

    public void Dispose()
    {
        slots.Dispose();
        rows.Dispose();
        offsets.Dispose();
        samples.Dispose();
        scales.Dispose();
        entrySlots.Dispose();
    }
}
