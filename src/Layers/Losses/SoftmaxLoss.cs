using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Cross-entropy of the softmax over the active set, with target 1/|Y| on each of a sample's true labels (SLIDE, section 3). As in
/// SLIDE there is no correction for how the other neurons were drawn; a <see cref="SamplingCorrection"/> of the logits makes it the sampled softmax.
/// </summary>
public sealed unsafe class SoftmaxLoss : OutputLoss
{
    /// <inheritdoc/>
    public override bool NeedsAllLogits => true;

    internal override double DeriveOwn(float* logits, int positives, int count, float scale)
    {
        float maximum = SoftmaxKernels.Maximum(logits, count);
        double targetLogit = 0;
        for (int i = 0; i < positives; i++)
            targetLogit += logits[i] / (double)positives;
        double sum = SoftmaxKernels.ExpSum(logits, count, maximum);
        SoftmaxKernels.Scale(logits, count, (float)(scale / sum));
        float target = scale / positives;
        for (int i = 0; i < positives; i++)
            logits[i] -= target;
        return maximum + Math.Log(sum) - targetLogit;
    }

    internal override void BeginShared(LossScratch scratch, int samples)
    {
        int padded = RowMatrix.PadColumns(samples);
        new Span<float>(scratch.Maxima, padded).Fill(float.NegativeInfinity);
        new Span<float>(scratch.Sums, padded).Clear();
        scratch.TargetLogits = 0;
    }

    internal override void Observe(LossScratch scratch, in SharedLogits logits)
    {
        int padded = RowMatrix.PadColumns(logits.Samples);
        Buffer.MemoryCopy(scratch.Maxima, scratch.Saved, padded * sizeof(float), padded * sizeof(float));
        for (int r = 0; r < logits.Rows; r++)
            SoftmaxColumns.Maximize(logits.Row(r), scratch.Maxima, padded);
        // Each block of rows is summed by itself: added one by one, a long tail of small terms would vanish beside a sum near 1.
        float* blockSums = scratch.Scales;
        new Span<float>(blockSums, padded).Clear();
        for (int r = 0; r < logits.Rows; r++)
        {
            float* row = logits.Row(r);
            SoftmaxColumns.AddExp(row, scratch.Maxima, blockSums, padded);
            foreach (int sample in logits.PositiveSamples(r))
                scratch.TargetLogits += (double)((float*)logits.Targets)[sample] * row[sample];
        }
        SoftmaxColumns.Rebase(scratch.Sums, scratch.Saved, scratch.Maxima, blockSums, padded);
    }

    internal override double DeriveShared(LossScratch scratch, in SharedLogits logits, float scale)
    {
        int padded = RowMatrix.PadColumns(logits.Samples);
        for (int i = 0; i < padded; i++)
            scratch.Scales[i] = scale / scratch.Sums[i];
        for (int r = 0; r < logits.Rows; r++)
        {
            float* row = logits.Row(r);
            SoftmaxColumns.ScaledExp(row, scratch.Maxima, scratch.Scales, padded);
            foreach (int sample in logits.PositiveSamples(r))
                row[sample] -= scale * ((float*)logits.Targets)[sample];
        }
        return 0;
    }

    internal override double EndShared(LossScratch scratch, int samples)
    {
        double loss = -scratch.TargetLogits;
        for (int i = 0; i < samples; i++)
            loss += scratch.Maxima[i] + Math.Log(scratch.Sums[i]);
        return loss;
    }
}
