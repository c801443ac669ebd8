using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// What a rotated query is compared with codes by: for every four elements a table of their sums under each of the sixteen patterns of
/// signs, as whole steps from the smallest sum on.
/// </summary>
internal sealed unsafe class CodeTables : IDisposable
{
    private const int Patterns = 16;

    /// <summary>
    /// For a vector x and a row whose elements vary as those of a rotated one do, the sum of x's elements under the signs of the row,
    /// times the row's slope, is their inner product but for an error of sqrt(1 - 2 / pi) |x| slope in the mean square.
    /// </summary>
    private static readonly float ErrorOfLength = MathF.Sqrt(1 - (2 / MathF.PI));

    private readonly AlignedBuffer<byte> entries;
    private readonly float[] sums = new float[Patterns];

    internal CodeTables(int dimension) => entries = new AlignedBuffer<byte>((long)dimension / 4 * Patterns);

    internal byte* Entries => entries.Pointer;

    /// <summary>The value of a step.</summary>
    internal float Scale { get; private set; }

    /// <summary>What no steps stand for, with what is granted for the error of an estimate.</summary>
    internal float Start { get; private set; }

    /// <summary>Fills the tables for a rotated query.</summary>
    /// <param name="query">Its elements, a multiple of four.</param>
    /// <param name="errors">Rows are estimated this many standard errors above what their codes say.</param>
    internal void Fill(ReadOnlySpan<float> query, float errors)
    {
        float all = 0;
        float most = 0;
        for (int i = 0; i < query.Length; i += 4)
        {
            float span = 2 * TensorPrimitives.SumOfMagnitudes<float>(query.Slice(i, 4));
            all += span;
            most = Math.Max(most, span);
        }
        // Rounding may add half a step to each table's largest entry.
        float step = Math.Max(most / CodeEstimates.LargestEntry, all / (CodeEstimates.LargestSum - (query.Length / 4)));
        Scale = step;
        Start = (-0.5f * all) + (errors * ErrorOfLength * TensorPrimitives.Norm(query));
        byte* table = entries.Pointer;
        for (int i = 0; i < query.Length; i += 4, table += Patterns)
            FillTable(query.Slice(i, 4), step, table);
    }

    public void Dispose() => entries.Dispose();

    private void FillTable(ReadOnlySpan<float> four, float step, byte* table)
    {
        sums[0] = 0;
        for (int bit = 0; bit < four.Length; bit++)
        {
            // From the smallest sum on: a bit that takes its element's other sign adds twice its magnitude.
            float gain = 2 * MathF.Abs(four[bit]);
            for (int pattern = 0; pattern < 1 << bit; pattern++)
            {
                float without = sums[pattern];
                sums[pattern | (1 << bit)] = four[bit] > 0 ? without + gain : without;
                sums[pattern] = four[bit] > 0 ? without : without + gain;
            }
        }
        for (int pattern = 0; pattern < Patterns; pattern++)
            table[pattern] = step > 0 ? (byte)Math.Min(CodeEstimates.LargestEntry, MathF.Round(sums[pattern] / step)) : (byte)0;
    }
}
