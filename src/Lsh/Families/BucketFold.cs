using System.Runtime.CompilerServices;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Brings K packed codes to a table's bucket width. Codes that fit are the bucket number; wider ones go through a mixing hash, so that
/// every bit of every code decides the bucket and all buckets are reachable.
/// </summary>
/// <remarks>
/// Cutting bits off instead would ignore whole codes, and packing codes narrower than they are makes neighbours overlap:
/// one public implementation reaches 9,555 of its 2^18 buckets that way.
/// </remarks>
internal readonly struct BucketFold
{
    /// <summary>Widest packed code: what <see cref="SignBits.Extract"/> reads at once.</summary>
    internal const int MaxCodeBits = SignBits.MaxFieldBits;

    private readonly int bucketBits;
    private readonly bool folds;

    internal BucketFold(int codeBits, int maxBucketBits)
    {
        bucketBits = Math.Min(codeBits, maxBucketBits);
        folds = codeBits > maxBucketBits;
    }

    internal int BucketCount => 1 << bucketBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Apply(ulong code) => (int)(folds ? RandomStream.Mix(code) >> (64 - bucketBits) : code);
}
