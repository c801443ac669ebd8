using FsCheck.Xunit;

namespace Glissade.Layers.Tests;

public sealed unsafe class RowEntriesTests
{
    [Property]
    public void EachRowListsItsSamplesInOrderWithTheirScales(byte[][][] batches)
    {
        using RowEntries entries = new(256);
        foreach (byte[][] batch in batches)
        {
            byte[][] samples = [.. batch.Select(sample => sample.Distinct().ToArray())];
            int[] ids = [.. samples.SelectMany(sample => sample).Select(id => (int)id), 0]; // never empty, so that it has an address
            float[] scales = [.. Enumerable.Range(0, ids.Length).Select(i => i + 0.5f)];
            int[] offsets = [0, .. samples.Select((_, i) => samples.Take(i + 1).Sum(sample => sample.Length))];
            Dictionary<int, List<(int Sample, float Scale)>> expected = [];
            List<int> order = [];
            for (int i = 0; i < samples.Length; i++)
            {
                for (int entry = offsets[i]; entry < offsets[i + 1]; entry++)
                {
                    if (expected.TryAdd(ids[entry], []))
                        order.Add(ids[entry]);
                    expected[ids[entry]].Add((i, scales[entry]));
                }
            }
            fixed (int* id = ids, offset = offsets)
            {
                fixed (float* scale = scales)
                {
                    entries.Transpose(samples.Length, offset, id, scale);
                    Assert.Equal(order, new Span<int>(entries.Rows, entries.RowCount).ToArray());
                    for (int row = 0; row < order.Count; row++)
                        Assert.Equal(expected[order[row]], EntriesOf(entries, row));
                    entries.Transpose(samples.Length, offset, id, null);
                    for (int row = 0; row < order.Count; row++)
                        Assert.All(EntriesOf(entries, row), entry => Assert.Equal(1, entry.Scale));
                }
            }
        }
    }

    [Fact]
    public void ABatchWithoutEntriesHasNoRows()
    {
        using RowEntries entries = new(10);
        int* offsets = stackalloc int[] { 0, 0, 0 };
        entries.Transpose(2, offsets, null, null);
        Assert.Equal(0, entries.RowCount);
    }

    private static List<(int Sample, float Scale)> EntriesOf(RowEntries entries, int row)
    {
        List<(int, float)> found = [];
        for (int i = entries.Offsets[row]; i < entries.Offsets[row + 1]; i++)
            found.Add((entries.Samples[i], entries.Scales[i]));
        return found;
    }
}
