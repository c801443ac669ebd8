namespace Glissade.Kernels.Tests;

/// <summary>The C library against the definitions. Skipped where there is none or the processor lacks the instructions.</summary>
public sealed unsafe class NativeKernelsTests
{
    private const int RowCount = 23;

    /// <summary>What splitting the vector may lose (glissade_native.h), and the usual rounding of a sum.</summary>
    private const double Tolerance = (1.0 / 65536) + (96 * 1.1920929e-7);

    private const float SmallestNormal = 1.17549435e-38f;

    private static IEnumerable<int> Lengths => [.. Enumerable.Range(1, 17).Select(lines => 16 * lines), NativeKernels.MaxLength];

    [Fact]
    public void GatherDotIsTheScalarOneForAnyNumberOfRows()
    {
        SkipWithoutLibrary();
        foreach (int length in Lengths)
        {
            using StoredRows rows = StoredRows.Gaussian(WeightPrecision.BFloat16, RowCount, length, 5);
            using TestMemory vector = TestMemory.Gaussian(length, 6, misaligned: true);
            for (int count = 0; count <= 21; count++)
                AssertNear(rows, Ids(count), vector);
        }
    }

    [Fact]
    public void ManyRowsOfAnyOrderAreEachTheirOwn()
    {
        SkipWithoutLibrary();
        using StoredRows rows = StoredRows.Gaussian(WeightPrecision.BFloat16, RowCount, 144, 5);
        using TestMemory vector = TestMemory.Gaussian(144, 6);
        AssertNear(rows, Ids(1003), vector);
    }

    [Fact]
    public void TheVectorIsNotRoundedToBFloat16()
    {
        SkipWithoutLibrary();
        const int length = 16;
        using StoredRows rows = new(WeightPrecision.BFloat16, 1, length);
        rows.Set(0, 3, 1);
        using TestMemory vector = new(length);
        foreach (float value in (float[])[1 + (1f / 256), 1 + (1f / 4096), 1.9990234f, -3.1415925f, 12345.678f])
        {
            vector.Span[3] = value;
            Assert.Equal(value, Compute(rows, [0], vector)[0], Math.Abs(value) / 65536);
        }
    }

    [Fact]
    public void GatherDotStaysBeforeAPageWithoutAccess()
    {
        SkipWithoutLibrary();
        foreach (int length in Lengths)
        {
            using GuardedBuffer<ushort> rows = new(RowCount * length);
            using GuardedBuffer<float> vector = new(length);
            rows.Span.Fill(BFloat16.FromSingle(1));
            vector.Span.Fill(1);
            foreach (int count in (int[])[1, 3, 4, 5, 12, 23, 200])
            {
                using GuardedBuffer<int> ids = new(count);
                using GuardedBuffer<float> results = new(count);
                for (int i = 0; i < count; i++)
                    ids.Span[i] = RowCount - 1 - (i % RowCount);
                nint stride = length * sizeof(ushort);
                NativeKernels.GatherDotBFloat16((byte*)rows.Pointer, stride, ids.Pointer, count, vector.Pointer, results.Pointer, length);
                Assert.All(results.Span.ToArray(), number => Assert.Equal(length, number));
            }
        }
    }

    /// <summary>Place by place, for rows of a group of four, for those left over and in the 16 elements that are left over.</summary>
    [Fact]
    public void NaNAndInfinityOfTheVectorComeOutAsTheDefinitionHasThem()
    {
        SkipWithoutLibrary();
        foreach (int length in (int[])[16, 32, 48, 144])
        {
            using StoredRows rows = StoredRows.Gaussian(WeightPrecision.BFloat16, RowCount, length, 5);
            foreach (float special in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                for (int place = 0; place < length; place++)
                {
                    using TestMemory vector = TestMemory.Gaussian(length, 6);
                    vector.Span[place] = special;
                    AssertNear(rows, Ids(5), vector);
                }
            }
        }
    }

    [Fact]
    public void WeightsThatAreNotFiniteGiveResultsThatAreNot()
    {
        SkipWithoutLibrary();
        foreach (int length in (int[])[16, 32, 48, 144])
        {
            using TestMemory vector = TestMemory.Gaussian(length, 6);
            foreach (float special in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                for (int place = 0; place < length; place++)
                {
                    using StoredRows rows = StoredRows.Gaussian(WeightPrecision.BFloat16, 5, length, 5);
                    rows.Set(1, place, special);
                    rows.Set(4, place, special);
                    float[] results = Compute(rows, [0, 1, 2, 3, 4], vector);
                    for (int row = 0; row < 5; row++)
                    {
                        Assert.Equal(row is 0 or 2 or 3, float.IsFinite(results[row]));
                        Assert.Equal(float.IsNaN(special) && row is 1 or 4, float.IsNaN(special) && float.IsNaN(results[row]));
                    }
                }
            }
        }
    }

    /// <summary>The largest numbers would become infinite if they were rounded to bfloat16.</summary>
    [Fact]
    public void TheLargestNumbersStayFinite()
    {
        SkipWithoutLibrary();
        using StoredRows rows = new(WeightPrecision.BFloat16, RowCount, 48);
        for (int row = 0; row < RowCount; row++)
        {
            rows.Set(row, 2, 0.25f);
            rows.Set(row, 40, -0.125f);
        }
        using TestMemory vector = new(48);
        vector.Span[2] = float.MaxValue;
        vector.Span[40] = float.MinValue;
        AssertNear(rows, Ids(5), vector);
    }

    /// <summary>The instructions take subnormal numbers for zero; no more may be lost than that.</summary>
    [Fact]
    public void TinyNumbersAreNearTheDefinitionOrZero()
    {
        SkipWithoutLibrary();
        using StoredRows rows = StoredRows.Gaussian(WeightPrecision.BFloat16, RowCount, 48, 5);
        for (int row = 0; row < RowCount; row++)
            rows.Set(row, row, 3e-39f);
        foreach (float scale in (float[])[1e-30f, 1e-36f, 1e-38f, 1e-40f, float.Epsilon])
        {
            using TestMemory vector = TestMemory.Gaussian(48, 6, scale);
            AssertNear(rows, Ids(7), vector);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(8, 1)]
    [InlineData(17, 1)]
    [InlineData(-16, 1)]
    [InlineData(NativeKernels.MaxLength + 16, 1)]
    [InlineData(16, -1)]
    public void LengthsAndCountsThatItCannotTakeAreRefused(int length, int count)
    {
        SkipWithoutLibrary();
        using TestMemory memory = new(64);
        int id = 0;
        byte* rows = (byte*)memory.Pointer;
        float* vector = memory.Pointer;
        int* ids = &id;
        Assert.Throws<ArgumentException>(() => NativeKernels.GatherDotBFloat16(rows, 64, ids, count, vector, vector, length));
    }

    private static void SkipWithoutLibrary()
    {
        if (!NativeKernels.IsLoaded)
            Assert.Skip("the native library is absent or turned off, or this processor or tier lacks its instructions");
    }

    private static float[] Compute(StoredRows rows, int[] ids, TestMemory vector)
    {
        using TestMemory results = new(ids.Length);
        results.Span.Fill(-1);
        fixed (int* id = ids)
            NativeKernels.GatherDotBFloat16(rows.Pointer, rows.Stride, id, ids.Length, vector.Pointer, results.Pointer, rows.Length);
        results.AssertSurroundings();
        return results.Span.ToArray();
    }

    private static void AssertNear(StoredRows rows, int[] ids, TestMemory vector)
    {
        float[] results = Compute(rows, ids, vector);
        for (int i = 0; i < ids.Length; i++)
        {
            using TestMemory row = rows.Read(ids[i]);
            double expected = Scalar.Dot(row.Pointer, vector.Pointer, rows.Length);
            double magnitude = 0;
            double flushed = SmallestNormal;
            for (int j = 0; j < rows.Length; j++)
            {
                magnitude += Math.Abs((double)row.Span[j] * vector.Span[j]);
                flushed += SmallestNormal * ((double)Math.Abs(row.Span[j]) + Math.Abs(vector.Span[j]) + 1);
            }
            bool near = expected.Equals((double)results[i]) || Math.Abs(expected - results[i]) <= (Tolerance * magnitude) + flushed;
            string place = $"length {rows.Length}, row {i} of {ids.Length}";
            Assert.True(near, $"{place}: expected {expected:R}, but is {results[i]:R} (magnitude {magnitude:R})");
        }
    }

    /// <summary>Row after row, with repetitions.</summary>
    private static int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7 % RowCount)];
}
