namespace Glissade.Kernels.Tests;

public sealed unsafe class CodeEstimatesTests
{
    private const int GroupRows = CodeEstimates.GroupRows;

    [Fact]
    public void EveryByteOfEveryRowHasItsOwnPlace()
    {
        foreach (int codeBytes in (int[])[2, 4, 16, 64])
        {
            IEnumerable<long> places =
                from row in Enumerable.Range(0, 3 * GroupRows)
                from b in Enumerable.Range(0, codeBytes)
                select CodeEstimates.Place(row, b, codeBytes);
            Assert.Equal(Enumerable.Range(0, 3 * GroupRows * codeBytes).Select(place => (long)place), places.Order());
            Assert.Equal(3L * GroupRows * codeBytes, CodeEstimates.Bytes((2 * GroupRows) + 1, codeBytes));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SumsAreThoseOfTheScalarDefinitionAndOfPlainRows(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int codeBytes in (int[])[2, 4, 6, 32, 512])
        {
            foreach (int groups in (int[])[0, 1, 3])
            {
                RandomStream random = new(5, (ulong)codeBytes, (ulong)groups);
                int rows = groups * GroupRows;
                // All end where nobody may read or write.
                using GuardedBuffer<byte> codes = new(rows * codeBytes);
                using GuardedBuffer<byte> tables = new(codeBytes * 32);
                using GuardedBuffer<ushort> sums = new(rows);
                // With 512 bytes of the largest entries the sums come near what 16 bits hold.
                for (int i = 0; i < tables.Span.Length; i++)
                {
                    int entry = codeBytes == 512 ? CodeEstimates.LargestEntry : random.NextInt32(CodeEstimates.LargestEntry + 1);
                    tables.Span[i] = (byte)entry;
                }
                int[] expected = new int[rows];
                for (int row = 0; row < rows; row++)
                {
                    for (int b = 0; b < codeBytes; b++)
                    {
                        int code = random.NextInt32(256);
                        codes.Span[(int)CodeEstimates.Place(row, b, codeBytes)] = (byte)code;
                        expected[row] += tables.Span[(32 * b) + (code % 16)] + tables.Span[(32 * b) + 16 + (code / 16)];
                    }
                }
                ushort[] defined = new ushort[rows];
                fixed (ushort* d = defined)
                    Scalar.CodeSums(codes.Pointer, groups, codeBytes, tables.Pointer, d);
                kernels.CodeSums(codes.Pointer, groups, codeBytes, tables.Pointer, sums.Pointer);
                Assert.Equal(expected, defined.Select(sum => (int)sum));
                Assert.Equal(defined, sums.Span);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TwoSetsOfTablesAreSummedAsEachAlone(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int codeBytes in (int[])[2, 4, 6, 32, 512])
        {
            foreach (int groups in (int[])[0, 1, 3])
            {
                RandomStream random = new(8, (ulong)codeBytes, (ulong)groups);
                int rows = groups * GroupRows;
                using GuardedBuffer<byte> codes = new(rows * codeBytes);
                using GuardedBuffer<byte> first = new(codeBytes * 32);
                using GuardedBuffer<byte> second = new(codeBytes * 32);
                using GuardedBuffer<ushort> firstSums = new(rows);
                using GuardedBuffer<ushort> secondSums = new(rows);
                foreach (ref byte code in codes.Span)
                    code = (byte)random.NextInt32(256);
                foreach (ref byte entry in first.Span)
                    entry = (byte)random.NextInt32(CodeEstimates.LargestEntry + 1);
                // With 512 bytes of the largest entries the sums come near what 16 bits hold.
                second.Span.Fill(CodeEstimates.LargestEntry);
                ushort[] firstDefined = new ushort[rows];
                ushort[] secondDefined = new ushort[rows];
                fixed (ushort* d = firstDefined)
                    Scalar.CodeSums(codes.Pointer, groups, codeBytes, first.Pointer, d);
                fixed (ushort* d = secondDefined)
                    Scalar.CodeSums(codes.Pointer, groups, codeBytes, second.Pointer, d);
                kernels.CodeSumsOfTwo(
                    codes.Pointer, groups, codeBytes, first.Pointer, second.Pointer, firstSums.Pointer, secondSums.Pointer);
                Assert.Equal(firstDefined, firstSums.Span);
                Assert.Equal(secondDefined, secondSums.Span);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EstimatesAreThoseOfTheScalarDefinition(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int count in (int[])[0, GroupRows, 3 * GroupRows])
        {
            RandomStream random = new(6, (ulong)count);
            using GuardedBuffer<ushort> sums = new(count);
            using GuardedBuffer<ushort> slopes = new(count);
            using GuardedBuffer<ushort> offsets = new(count);
            using GuardedBuffer<float> estimates = new(count);
            for (int i = 0; i < count; i++)
            {
                // The largest sum too: it has no sign.
                sums.Span[i] = i == 0 ? ushort.MaxValue : (ushort)random.NextInt32(65_536);
                slopes.Span[i] = BFloat16.FromSingle(random.NextSingle());
                offsets.Span[i] = BFloat16.FromSingle(random.NextGaussian());
            }
            float[] expected = new float[count];
            fixed (float* e = expected)
                Scalar.CodeEstimates(sums.Pointer, 0.01f, -3, slopes.Pointer, offsets.Pointer, e, count);
            kernels.CodeEstimates(sums.Pointer, 0.01f, -3, slopes.Pointer, offsets.Pointer, estimates.Pointer, count);
            for (int i = 0; i < count; i++)
                Assert.Equal(expected[i], estimates.Span[i], 1e-4f * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
