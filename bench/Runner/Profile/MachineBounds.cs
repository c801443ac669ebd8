namespace Glissade.Runner.Profile;

/// <summary>What the machine can do with the network's own matrices, all threads together.</summary>
/// <param name="EmbeddingRead">Bytes a second of random embedding rows read.</param>
/// <param name="EmbeddingReadWrite">Bytes a second of such rows read and written, both counted.</param>
/// <param name="OutputRead">The same of output rows.</param>
/// <param name="OutputReadWrite">The same of output rows.</param>
/// <param name="MultiplyAdd">Floating-point operations a second.</param>
internal sealed record MachineBounds(
    double EmbeddingRead, double EmbeddingReadWrite, double OutputRead, double OutputReadWrite, double MultiplyAdd);
