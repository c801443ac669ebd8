namespace Glissade.Lsh;

/// <summary>
/// What learned hash functions minimise. The agreement of a query and a row is the mean over all hyperplanes of the product of their soft codes
/// tanh(plane.x), x being of unit length, times <see cref="HashLearningOptions.Sharpness"/>.
/// </summary>
public enum HashLoss
{
    /// <summary>
    /// Softmax over the rows of a batch: each query's targets against all other rows, most of them drawn at random (noise-contrastive, van den Oord
    /// et al. 2018). Needs no retrieval while learning, and keeps buckets apart and balanced: the default.
    /// </summary>
    Contrastive,

    /// <summary>
    /// Binary cross-entropy of the agreement's logistic function over targets that no table retrieves and other rows that some table does
    /// although their inner products are not among the larger half (MONGOOSE, Chen et al. 2021, section 3.3, as its code has it; LSS, Liu et
    /// al. 2020, section 4): functions that do what is wanted are left alone.
    /// </summary>
    CrossEntropy,

    /// <summary>Margin between the same pairs: max(0, margin - agreement with a missed target + agreement with a wrong row) (MONGOOSE, equation 3).</summary>
    Triplet,
}
