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

    public override double ExpSum(float* logits, int count, float shift) => LossKernels.ExpSum<TVector, TSimd>(logits, count, shift);

    public override void AddExp(float* logits, float* shifts, float* sums, int count) =>
        LossKernels.AddExp<TVector, TSimd>(logits, shifts, sums, count);

    public override void ScaledExp(float* logits, float* shifts, float* scales, int count) =>
        LossKernels.ScaledExp<TVector, TSimd>(logits, shifts, scales, count);

    public override void Maximize(float* logits, float* maxima, int count) => LossKernels.Maximize<TVector, TSimd>(logits, maxima, count);

    public override void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate,
        int blockVectors) =>
        MatrixProduct.Multiply<TVector, TSimd>(a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, blockVectors);

    public override void RowSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Rows<TVector, TSimd>(matrix, stride, rows, columns, sums, sumStride);

    public override void ColumnSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride) =>
        MatrixSums.Columns<TVector, TSimd>(matrix, stride, rows, columns, sums, sumStride);
}
