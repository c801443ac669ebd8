namespace Glissade.Lsh.Tests;

public sealed class BucketFoldTests
{
    [Fact]
    public void CodesThatFitAreTheBucketNumber()
    {
        BucketFold fold = new(codeBits: 9, maxBucketBits: 12);
        Assert.Equal(512, fold.BucketCount);
        for (ulong code = 0; code < 512; code++)
            Assert.Equal((int)code, fold.Apply(code));
    }

    [Fact]
    public void WideCodesSpreadEvenlyOverAllBuckets()
    {
        BucketFold fold = new(codeBits: 18, maxBucketBits: 8);
        int[] sizes = new int[fold.BucketCount];
        for (ulong code = 0; code < 1 << 18; code++)
            sizes[fold.Apply(code)]++;
        Assert.Equal(256, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 1024 - 160, 1024 + 160)); // five binomial deviations
    }

    [Fact]
    public void EveryBitOfAWideCodeDecidesTheBucket()
    {
        BucketFold fold = new(codeBits: 54, maxBucketBits: 16);
        for (int bit = 0; bit < 54; bit++)
            Assert.NotEqual(fold.Apply(0x15_5555_5555_5555), fold.Apply(0x15_5555_5555_5555 ^ (1UL << bit)));
    }
}
