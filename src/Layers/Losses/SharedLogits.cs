namespace Glissade.Layers;

/// <summary>Consecutive rows of a batch's logits: row r belongs to the neuron at position First + r of the shared active set, column i to sample i.</summary>
/// <param name="Logits">The first row.</param>
/// <param name="Stride">Distance from row to row; the columns up to the next multiple of 16 beyond the samples may be written.</param>
/// <param name="First">Active-set position of the first row.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Positives">For positions below its RowCount, the samples that have the neuron as true label.</param>
/// <param name="Targets">Each sample's target for its true labels: 1 / their number. Losses one against all do not use it.</param>
internal readonly unsafe record struct SharedLogits(
    nint Logits, int Stride, int First, int Rows, int Samples, RowEntries Positives, nint Targets)
{
    public float* Row(int row) => (float*)Logits + ((long)row * Stride);

    /// <summary>The samples that have row <paramref name="row"/>'s neuron as true label.</summary>
    public ReadOnlySpan<int> PositiveSamples(int row)
    {
        int position = First + row;
        if (position >= Positives.RowCount)
            return [];
        int start = Positives.Offsets[position];
        return new ReadOnlySpan<int>(Positives.Samples + start, Positives.Offsets[position + 1] - start);
    }
}
