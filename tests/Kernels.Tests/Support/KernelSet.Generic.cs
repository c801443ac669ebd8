namespace Glissade.Kernels.Tests;

/// <summary>The kernels of one width. A width that the machine lacks runs in software and is tested all the same.</summary>
internal sealed unsafe class KernelSet<TVector, TSimd> : KernelSet
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    public override float Dot(float* a, float* b, int length) => VectorKernels.Dot<TVector, TSimd>(a, b, length);

    public override void Axpy(float scale, float* x, float* y, int length) => VectorKernels.Axpy<TVector, TSimd>(scale, x, y, length);

    public override void GatherDot(
        WeightPrecision precision, byte* rows, nint stride, int* ids, int count, float* vector, float* results, int length)
    {
        if (precision == WeightPrecision.Single)
            Kernels.GatherDot.Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(rows, stride, ids, count, vector, results, length);
        else
            Kernels.GatherDot.Compute<TVector, TSimd, BFloat16Format<TVector, TSimd>>(rows, stride, ids, count, vector, results, length);
    }

    public override void GatherSum(
        WeightPrecision precision, byte* rows, nint stride, int* ids, float* scales, int count, float* sum, int length)
    {
        if (precision == WeightPrecision.Single)
            Kernels.GatherSum.Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(rows, stride, ids, scales, count, sum, length, 4);
        else
            Kernels.GatherSum.Compute<TVector, TSimd, BFloat16Format<TVector, TSimd>>(rows, stride, ids, scales, count, sum, length, 4);
    }

    public override ulong GreaterThanMask16(float* a, float* b) => Comparison.GreaterThanMask16<TVector, TSimd>(a, b);

    public override ulong AboveMask64(float* values, float threshold) => Comparison.AboveMask64<TVector, TSimd>(values, threshold);

    public override void PackSigns(float* values, int count, ushort* words) => SignBits.Pack<TVector, TSimd>(values, count, words);

    public override void SignatureDistances(ulong* signatures, int groups, int words, ulong* query, ushort* distances) =>
        SignatureDistance.Compute<TVector, TSimd>(signatures, groups, words, query, distances);

    public override uint BelowMask32(ushort* distances, int bound) => SignatureDistance.BelowMask32<TVector, TSimd>(distances, bound);

    public override void CodeSums(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums) =>
        Kernels.CodeEstimates.Sum<TVector, TSimd>(codes, groups, codeBytes, tables, sums);

    public override void CodeSumsOfTwo(
        byte* codes, int groups, int codeBytes, byte* firstTables, byte* secondTables, ushort* firstSums, ushort* secondSums) =>
        Kernels.CodeEstimates.SumTwo<TVector, TSimd>(codes, groups, codeBytes, firstTables, secondTables, firstSums, secondSums);

    public override void CodeEstimates(
        ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count) =>
        Kernels.CodeEstimates.Compute<TVector, TSimd>(sums, scale, start, slopes, offsets, estimates, count);

    public override void TransposePresent(float* rows, int stride, int count, int dimension, float* transposed) =>
        WinnerTakeAll.TransposePresent<TVector, TSimd>(rows, stride, count, dimension, transposed);

    public override void TransposeValues(float* rows, int stride, int count, int dimension, float* transposed) =>
        WinnerTakeAll.TransposeValues<TVector, TSimd>(rows, stride, count, dimension, transposed);

    public override void HadamardTransform(float* vectors, int length) =>
        Kernels.HadamardTransform.Compute<TVector, TSimd>(vectors, length);

    public override void FlipSigns(float* source, float* signs, float* target, int length) =>
        Kernels.HadamardTransform.FlipSigns<TVector, TSimd>(source, signs, target, length);

    public override void FindVertices(float* vectors, int runs, int size, int* codes) =>
        PolytopeVertices.Find<TVector, TSimd>(vectors, runs, size, codes);

    public override void FindWinners(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes) =>
        WinnerTakeAll.Find<TVector, TSimd>(transposed, members, binSize, codes);

    public override uint PackWinners(int* codes, int tables, int codesPerTable, int codeBits, int* packed) =>
        WinnerTakeAll.PackWinners<TVector, TSimd>(codes, tables, codesPerTable, codeBits, packed);

    public override void Update<TUpdate>(
        WeightPrecision precision, byte* rows, nint stride, int length, int* ids, int count, in TUpdate update, uint noise)
    {
        if (precision == WeightPrecision.Single)
            RowUpdates.Run<TVector, TSimd, SingleFormat<TVector, TSimd>, TUpdate>(rows, stride, length, ids, count, update, noise);
        else if (precision == WeightPrecision.BFloat16)
            RowUpdates.Run<TVector, TSimd, BFloat16Format<TVector, TSimd>, TUpdate>(rows, stride, length, ids, count, update, noise);
        else
            RowUpdates.Run<TVector, TSimd, BFloat16NearestFormat<TVector, TSimd>, TUpdate>(rows, stride, length, ids, count, update, noise);
    }

    public override void Widen(ushort* source, float* target, int length) => Conversion.Widen<TVector, TSimd>(source, target, length);

    public override void Narrow(float* source, ushort* target, int length) => Conversion.Narrow<TVector, TSimd>(source, target, length);

    public override void Narrow(float* source, ushort* target, int length, uint key) =>
        Conversion.Narrow<TVector, TSimd>(source, target, length, key);

    public override double SquaredHingeNegatives(float* logits, int count, float scale) =>
        LossKernels.SquaredHingeNegatives<TVector, TSimd>(logits, count, scale);

    public override double LogisticNegatives(float* logits, int count, float scale) =>
        LossKernels.LogisticNegatives<TVector, TSimd>(logits, count, scale);

    public override double ExpSum(float* logits, int count, float shift) => SoftmaxKernels.ExpSum<TVector, TSimd>(logits, count, shift);

    public override void AddExp(float* logits, float* shifts, float* sums, int count) =>
        SoftmaxColumns.AddExp<TVector, TSimd>(logits, shifts, sums, count);

    public override void ScaledExp(float* logits, float* shifts, float* scales, int count) =>
        SoftmaxColumns.ScaledExp<TVector, TSimd>(logits, shifts, scales, count);

    public override void Maximize(float* logits, float* maxima, int count) =>
        SoftmaxColumns.Maximize<TVector, TSimd>(logits, maxima, count);

    public override float Maximum(float* values, int count) => SoftmaxKernels.Maximum<TVector, TSimd>(values, count);

    public override void Scale(float* values, int count, float factor) => SoftmaxKernels.Scale<TVector, TSimd>(values, count, factor);

    public override void Rebase(float* sums, float* oldShifts, float* newShifts, float* added, int count) =>
        SoftmaxColumns.Rebase<TVector, TSimd>(sums, oldShifts, newShifts, added, count);

    public override void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate,
        int blockVectors) =>
        MatrixProduct.Multiply<TVector, TSimd>(a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, blockVectors);

    public override void ScanDot(
        WeightMatrix rows, int first, int count, float* vectors, int vectorStride, int vectorCount, float* results, int resultStride,
        int blockVectors) =>
        Kernels.ScanDot.Compute<TVector, TSimd>(
            rows, first, count, vectors, vectorStride, vectorCount, results, resultStride, blockVectors);

    public override void RowSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Rows<TVector, TSimd>(matrix, stride, rows, columns, sums, sumStride);

    public override void ColumnSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Columns<TVector, TSimd>(matrix, stride, rows, columns, sums, sumStride);
}
