using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Cli.Options;

/// <summary>The command line's names for the library's choices.</summary>
internal static class TrainingChoices
{
    public static Choices<LossKind> Loss { get; } = new(
        ("squared-hinge", LossKind.SquaredHinge), ("softmax", LossKind.Softmax), ("sampled-softmax", LossKind.SampledSoftmax), ("logistic", LossKind.Logistic));

    public static Choices<HiddenActivation> Activation { get; } = new(
        ("relu", HiddenActivation.Relu), ("linear", HiddenActivation.Linear), ("mixed", HiddenActivation.Mixed));

    public static Choices<SamplerKind> Sampler { get; } = new(
        ("lsh", SamplerKind.Lsh), ("uniform", SamplerKind.Uniform), ("full", SamplerKind.Full));

    public static Choices<ActiveSharing> Sharing { get; } = new(("batch", ActiveSharing.Batch), ("sample", ActiveSharing.Sample));

    public static Choices<IndexKind> Index { get; } = new(
        ("tables", IndexKind.Tables), ("signatures", IndexKind.Signatures), ("inverted-file", IndexKind.InvertedFile),
        ("codes", IndexKind.Codes));

    public static Choices<HashKind> Hash { get; } = new(
        ("simhash", HashKind.SimHash), ("dwta", HashKind.Dwta), ("wta", HashKind.Wta), ("minhash", HashKind.MinHash),
        ("cross-polytope", HashKind.CrossPolytope), ("learned", HashKind.Learned));

    public static Choices<HashLoss> HashLoss { get; } = new(
        ("contrastive", Lsh.HashLoss.Contrastive), ("cross-entropy", Lsh.HashLoss.CrossEntropy), ("triplet", Lsh.HashLoss.Triplet));

    public static Choices<BucketPolicy> Policy { get; } = new(("reservoir", BucketPolicy.Reservoir), ("fifo", BucketPolicy.Fifo));

    public static Choices<CandidateSelection> Selection { get; } = new(
        ("most-frequent", CandidateSelection.MostFrequent), ("vanilla", CandidateSelection.Vanilla),
        ("threshold", CandidateSelection.HardThreshold));

    public static Choices<RehashKind> Rehash { get; } = new(
        ("exponential", RehashKind.Exponential), ("drift", RehashKind.Drift), ("touched", RehashKind.Touched));

    public static Choices<OptimizerKind> Optimizer { get; } = new(
        ("adam", OptimizerKind.Adam), ("row-adam", OptimizerKind.RowAdam), ("row-rms", OptimizerKind.RowRms),
        ("adagrad", OptimizerKind.Adagrad), ("row-adagrad", OptimizerKind.RowAdagrad), ("sgd", OptimizerKind.Sgd),
        ("momentum", OptimizerKind.Momentum));

    public static Choices<WeightPrecision> Precision { get; } = new(
        ("fp32", WeightPrecision.Single), ("bf16", WeightPrecision.BFloat16), ("bf16-nearest", WeightPrecision.BFloat16Nearest));

    public static Choices<LearningRateSchedule> Schedule { get; } = new(
        ("constant", LearningRateSchedule.Constant), ("linear", LearningRateSchedule.Linear), ("cosine", LearningRateSchedule.Cosine));
}
