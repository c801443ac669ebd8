namespace Glissade.Kernels.Tests;

/// <summary>The kernels as the engine calls them: in the widest registers of this machine.</summary>
internal sealed unsafe class DispatchedKernels : KernelSet
{
    public override float Dot(float* a, float* b, int length) => VectorKernels.Dot(a, b, length);

    public override void Axpy(float scale, float* x, float* y, int length) => VectorKernels.Axpy(scale, x, y, length);

    public override void GatherDot(
        WeightPrecision precision, byte* rows, nint stride, int* ids, int count, float* vector, float* results, int length)
    {
        using WeightMatrix matrix = Copy(precision, rows, stride, ids, count, length);
        Kernels.GatherDot.Compute(matrix, ids, count, vector, results);
    }

    public override void GatherSum(
        WeightPrecision precision, byte* rows, nint stride, int* ids, float* scales, int count, float* sum, int length)
    {
        using WeightMatrix matrix = Copy(precision, rows, stride, ids, count, length);
        Kernels.GatherSum.Compute(matrix, ids, scales, count, sum, length);
    }

    public override ulong GreaterThanMask16(float* a, float* b) => Comparison.GreaterThanMask16(a, b);

    public override ulong AboveMask64(float* values, float threshold) => Comparison.AboveMask64(values, threshold);

    public override void PackSigns(float* values, int count, ushort* words) => SignBits.Pack(values, count, words);

    public override void SignatureDistances(ulong* signatures, int groups, int words, ulong* query, ushort* distances) =>
        SignatureDistance.Compute(signatures, groups, words, query, distances);

    public override uint BelowMask32(ushort* distances, int bound) => SignatureDistance.BelowMask32(distances, bound);

    public override void CodeSums(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums) =>
        Kernels.CodeEstimates.Sum(codes, groups, codeBytes, tables, sums);

    public override void CodeSumsOfTwo(
        byte* codes, int groups, int codeBytes, byte* firstTables, byte* secondTables, ushort* firstSums, ushort* secondSums) =>
        Kernels.CodeEstimates.SumTwo(codes, groups, codeBytes, firstTables, secondTables, firstSums, secondSums);

    public override void CodeEstimates(
        ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count) =>
        Kernels.CodeEstimates.Compute(sums, scale, start, slopes, offsets, estimates, count);

    public override void TransposePresent(float* rows, int stride, int count, int dimension, float* transposed) =>
        WinnerTakeAll.TransposePresent(rows, stride, count, dimension, transposed);

    public override void TransposeValues(float* rows, int stride, int count, int dimension, float* transposed) =>
        WinnerTakeAll.TransposeValues(rows, stride, count, dimension, transposed);

    public override void HadamardTransform(float* vectors, int length) => Kernels.HadamardTransform.Compute(vectors, length);

    public override void FlipSigns(float* source, float* signs, float* target, int length) =>
        Kernels.HadamardTransform.FlipSigns(source, signs, target, length);

    public override void FindVertices(float* vectors, int runs, int size, int* codes) => PolytopeVertices.Find(vectors, runs, size, codes);

    public override void FindWinners(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes) =>
        WinnerTakeAll.Find(transposed, members, binSize, codes);

    public override uint PackWinners(int* codes, int tables, int codesPerTable, int codeBits, int* packed) =>
        WinnerTakeAll.PackWinners(codes, tables, codesPerTable, codeBits, packed);

    public override void Update<TUpdate>(
        WeightPrecision precision, byte* rows, nint stride, int length, int* ids, int count, in TUpdate update, uint noise)
    {
        using WeightMatrix matrix = Copy(precision, rows, stride, ids, count, length);
        RowUpdates.Run(matrix, ids, count, update, noise);
        for (int i = 0; i < count; i++)
            matrix.RowBytes(ids[i]).CopyTo(new Span<byte>(rows + (ids[i] * stride), length * matrix.ElementBytes));
    }

    public override void Widen(ushort* source, float* target, int length) => Conversion.Widen(source, target, length);

    public override void Narrow(float* source, ushort* target, int length) => Conversion.Narrow(source, target, length);

    public override void Narrow(float* source, ushort* target, int length, uint key) => Conversion.Narrow(source, target, length, key);

    public override double SquaredHingeNegatives(float* logits, int count, float scale) =>
        LossKernels.SquaredHingeNegatives(logits, count, scale);

    public override double LogisticNegatives(float* logits, int count, float scale) => LossKernels.LogisticNegatives(logits, count, scale);

    public override double ExpSum(float* logits, int count, float shift) => SoftmaxKernels.ExpSum(logits, count, shift);

    public override void AddExp(float* logits, float* shifts, float* sums, int count) => SoftmaxColumns.AddExp(logits, shifts, sums, count);

    public override void ScaledExp(float* logits, float* shifts, float* scales, int count) =>
        SoftmaxColumns.ScaledExp(logits, shifts, scales, count);

    public override void Maximize(float* logits, float* maxima, int count) => SoftmaxColumns.Maximize(logits, maxima, count);

    public override float Maximum(float* values, int count) => SoftmaxKernels.Maximum(values, count);

    public override void Scale(float* values, int count, float factor) => SoftmaxKernels.Scale(values, count, factor);

    public override void Rebase(float* sums, float* oldShifts, float* newShifts, float* added, int count) =>
        SoftmaxColumns.Rebase(sums, oldShifts, newShifts, added, count);

    public override void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate,
        int blockVectors) =>
        MatrixProduct.Multiply(a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate);

    public override void ScanDot(
        WeightMatrix rows, int first, int count, float* vectors, int vectorStride, int vectorCount, float* results, int resultStride,
        int blockVectors) =>
        Kernels.ScanDot.Compute(rows, first, count, vectors, vectorStride, vectorCount, results, resultStride);

    public override void RowSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Rows(matrix, stride, rows, columns, sums, sumStride);

    public override void ColumnSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Columns(matrix, stride, rows, columns, sums, sumStride);

    /// <summary>The named rows in a matrix as the engine keeps them.</summary>
    private static WeightMatrix Copy(WeightPrecision precision, byte* rows, nint stride, int* ids, int count, int length)
    {
        int last = -1;
        for (int i = 0; i < count; i++)
            last = Math.Max(last, ids[i]);
        WeightMatrix matrix = new(last + 1, length, precision);
        for (int i = 0; i < count; i++)
            new Span<byte>(rows + (ids[i] * stride), length * matrix.ElementBytes).CopyTo(matrix.RowBytes(ids[i]));
        return matrix;
    }
}
