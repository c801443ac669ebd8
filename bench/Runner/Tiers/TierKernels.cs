using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>Every kernel at one width; the lists of all widths have the same order. A kernel is one entry to add.</summary>
internal static unsafe class TierKernels<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const float Small = 1e-6f;

    private const int Depth = TierOperands.Depth;

    /// <summary>Registers of a row of the product's block, as <see cref="MatrixProduct"/> chooses them on x86.</summary>
    private static int BlockVectors => TSimd.Lanes == 16 ? 4 : 2;

    public static IReadOnlyList<TierKernel> All { get; } =
    [
        new(
            "nothing (a call by delegate)",
            o => { foreach (OperandRow r in o) o.Sink = *r.X; }),
        new(
            "dot product",
            o => { foreach (OperandRow r in o) o.Sink = VectorKernels.Dot<TVector, TSimd>(r.X, r.Y, o.Length); },
            o => { foreach (OperandRow r in o) o.Sink = Scalar.Dot(r.X, r.Y, o.Length); }),
        new(
            "y += s x",
            o => { foreach (OperandRow r in o) VectorKernels.Axpy<TVector, TSimd>(Small, r.X, r.Y, o.Length); },
            o => { foreach (OperandRow r in o) Scalar.Axpy(Small, r.X, r.Y, o.Length); }),
        new(
            "gathered dot products, a row",
            o => GatherDot.Compute<TVector, TSimd>(o.Weights, o.Ids, o.Rows, o.Y, o.Results),
            o => Scalar.GatherDot(o.X, o.Length, o.Ids, o.Rows, o.Y, o.Results, o.Length)),
        new(
            "gathered weighted sum, a row",
            o => GatherSum.Compute<TVector, TSimd>(o.Weights, o.Ids, o.Scales, o.Rows, o.Y, o.Length),
            o => Scalar.GatherSum(o.X, o.Length, o.Ids, o.Scales, o.Rows, o.Y, o.Length)),
        new(
            "sums of rows, a row",
            o => MatrixSums.Rows<TVector, TSimd>(o.X, o.Length, o.Rows, o.Length, o.Results, 1),
            o => Scalar.RowSums(o.X, o.Length, o.Rows, o.Length, o.Results, 1)),
        new(
            "sums of columns, a row",
            o => MatrixSums.Columns<TVector, TSimd>(o.X, o.Length, o.Rows, o.Length, o.Y, 1),
            o => Scalar.ColumnSums(o.X, o.Length, o.Rows, o.Length, o.Y, 1)),
        new(
            "matrix product of depth 16, a row",
            o => MatrixProduct.Multiply<TVector, TSimd>(
                o.Scales, Depth, 1, o.Panel, o.Length, o.Y, o.Length, o.Rows, o.Length, Depth, false, BlockVectors),
            o => Scalar.Multiply(o.Scales, Depth, 1, o.Panel, o.Length, o.Y, o.Length, o.Rows, o.Length, Depth, false)),
        new(
            "update, one step size a row, a row",
            o => RowUpdates.Run<TVector, TSimd, ScaledStep<ConstantRule>>(o.Weights, o.Ids, o.Rows, new ScaledStep<ConstantRule>(o.Gradients, new ConstantRule(Small)), 1),
            o => { foreach (OperandRow r in o) Scalar.ScaledStep(r.Y, r.X, o.Length, Small); }),
        new(
            "update, row-rms, a row",
            o => RowUpdates.Run<TVector, TSimd, ScaledStep<RowRmsRule>>(o.Weights, o.Ids, o.Rows, new ScaledStep<RowRmsRule>(o.Gradients, o.Rule), 1)),
        new(
            "update, momentum, a row",
            o => RowUpdates.Run<TVector, TSimd, MomentumStep<ConstantRule>>(o.Weights, o.Ids, o.Rows, new MomentumStep<ConstantRule>(o.Gradients, new ConstantRule(Small), o.Adam.First, 0.9f, 1), 1),
            o => { foreach (OperandRow r in o) Scalar.MomentumStep(r.Y, r.First, r.X, o.Length, 0.9f, 1, Small); }),
        new(
            "update, Adagrad, a row",
            o => RowUpdates.Run<TVector, TSimd, AdagradStep>(o.Weights, o.Ids, o.Rows, new AdagradStep(o.Gradients, o.Adam.Second, Small, 1e-8f), 1),
            o => { foreach (OperandRow r in o) Scalar.AdagradStep(r.Y, r.Second, r.X, o.Length, Small, 1e-8f); }),
        new(
            "update, Adam, a row",
            o => RowUpdates.Run<TVector, TSimd, AdamStep>(o.Weights, o.Ids, o.Rows, new AdamStep(o.Gradients, o.Adam, Small), 1),
            o => { foreach (OperandRow r in o) Scalar.AdamStep(r.Y, r.First, r.Second, r.X, o.Length, 1, Small, 0.9, 0.999, 1e-8); }),
        new(
            "backward and update in one visit, a row",
            o => RowUpdates.Run<TVector, TSimd, BackwardStep<ConstantRule>>(
                o.Weights, o.Ids, o.Rows, new BackwardStep<ConstantRule>(o.X, o.Y, o.Scales, 1, new ConstantRule(Small)), 1),
            o => { foreach (OperandRow r in o) Scalar.BackwardStep(r.First, o.X, o.Y, o.Length, 0.5f, Small); }),
        new(
            "gathered dot products, bf16, a row",
            o => GatherDot.Compute<TVector, TSimd>(o.Halves, o.Ids, o.Rows, o.Y, o.Results)),
        new(
            "gathered weighted sum, bf16, a row",
            o => GatherSum.Compute<TVector, TSimd>(o.Halves, o.Ids, o.Scales, o.Rows, o.Y, o.Length)),
        new(
            "update, one step size a row, bf16, a row",
            o => RowUpdates.Run<TVector, TSimd, ScaledStep<ConstantRule>>(o.Halves, o.Ids, o.Rows, new ScaledStep<ConstantRule>(o.Gradients, new ConstantRule(Small)), 1)),
        new(
            "update, row-rms, bf16, a row",
            o => RowUpdates.Run<TVector, TSimd, ScaledStep<RowRmsRule>>(o.Halves, o.Ids, o.Rows, new ScaledStep<RowRmsRule>(o.Gradients, o.Rule), 1)),
        new(
            "bf16 to single precision",
            o => { foreach (OperandRow r in o) Conversion.Widen<TVector, TSimd>((ushort*)o.Halves.Pointer, o.Scratch, o.Length); }),
        new(
            "single precision to bf16, nearest",
            o => { foreach (OperandRow r in o) Conversion.Narrow<TVector, TSimd>(r.X, (ushort*)o.Scratch, o.Length); }),
        new(
            "single precision to bf16, stochastic",
            o => { foreach (OperandRow r in o) Conversion.Narrow<TVector, TSimd>(r.X, (ushort*)o.Scratch, o.Length, 1); }),
        new(
            "squared hinge of negatives",
            o => { foreach (OperandRow r in o) o.Sink = LossKernels.SquaredHingeNegatives<TVector, TSimd>(r.Y, o.Length, 0.25f); },
            o => { foreach (OperandRow r in o) o.Sink = Scalar.SquaredHingeNegatives(r.Y, o.Length, 0.25f); }),
        new(
            "logistic loss of negatives",
            o => { foreach (OperandRow r in o) o.Sink = LossKernels.LogisticNegatives<TVector, TSimd>(r.Y, o.Length, 1); },
            o => { foreach (OperandRow r in o) o.Sink = Scalar.LogisticNegatives(r.Y, o.Length, 1); }),
        new(
            "exponentials and their sum",
            o => { foreach (OperandRow r in o) o.Sink = SoftmaxKernels.ExpSum<TVector, TSimd>(r.Y, o.Length, 1); },
            o => { foreach (OperandRow r in o) o.Sink = Scalar.ExpSum(r.Y, o.Length, 1); }),
        new(
            "sums += exponentials",
            o => { foreach (OperandRow r in o) SoftmaxColumns.AddExp<TVector, TSimd>(r.X, r.First, r.Y, o.Length); }),
        new(
            "scaled exponentials",
            o => { foreach (OperandRow r in o) SoftmaxColumns.ScaledExp<TVector, TSimd>(r.Y, r.First, r.X, o.Length); }),
        new(
            "running maxima",
            o => { foreach (OperandRow r in o) SoftmaxColumns.Maximize<TVector, TSimd>(r.X, r.Y, o.Length); }),
        new(
            "largest of a run",
            o => { foreach (OperandRow r in o) o.Sink = SoftmaxKernels.Maximum<TVector, TSimd>(r.X, o.Length); }),
        new(
            "comparison masks, a row",
            o => { foreach (OperandRow r in o) o.Sink = Masks(r, o.Length); }),
        new(
            "packed signs, a row",
            o => { foreach (OperandRow r in o) SignBits.Pack<TVector, TSimd>(r.X, o.Length, (ushort*)o.Scratch); }),
        new(
            "distances to 32 signatures of 512 bits",
            o => SignatureDistance.Compute<TVector, TSimd>(
                o.Signatures.Stored, o.Rows, SignatureOperands.Words, o.Signatures.Query, o.Signatures.Distances),
            o => Scalar.SignatureDistances(
                o.Signatures.Stored, o.Rows, SignatureOperands.Words, o.Signatures.Query, o.Signatures.Distances)),
        new(
            "sums by 64 codes of 256 bits",
            o => CodeEstimates.Sum<TVector, TSimd>(o.Codes.Stored, o.Rows, CodeOperands.Bytes, o.Codes.Tables, o.Codes.Sums),
            o => Scalar.CodeSums(o.Codes.Stored, o.Rows, CodeOperands.Bytes, o.Codes.Tables, o.Codes.Sums)),
        new(
            "sums of two queries by 64 codes of 256 bits",
            o => CodeEstimates.SumTwo<TVector, TSimd>(
                o.Codes.Stored, o.Rows, CodeOperands.Bytes, o.Codes.Tables, o.Codes.SecondTables, o.Codes.Sums, o.Codes.SecondSums),
            o =>
            {
                Scalar.CodeSums(o.Codes.Stored, o.Rows, CodeOperands.Bytes, o.Codes.Tables, o.Codes.Sums);
                Scalar.CodeSums(o.Codes.Stored, o.Rows, CodeOperands.Bytes, o.Codes.SecondTables, o.Codes.SecondSums);
            }),
        new(
            "Hadamard transform of 16 vectors of 32, copied before",
            o => { foreach (OperandRow _ in o) HadamardTransform.Compute<TVector, TSimd>(o.Transform.Copy(), TransformOperands.Length); }),
    ];

    private static double Masks(OperandRow row, int length)
    {
        ulong mask = 0;
        for (int i = 0; i < length; i += 16)
            mask ^= Comparison.GreaterThanMask16<TVector, TSimd>(row.X + i, row.Y + i);
        return mask;
    }
}
