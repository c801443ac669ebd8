namespace Glissade.Lsh;

/// <summary>A block of signatures, from which bucket numbers are cut.</summary>
internal sealed class SimHashScratch(SimHashFamily owner, SignatureBlock signatures) : HashScratch(owner)
{
    internal SignatureBlock Signatures => signatures;

    public override void Dispose() => signatures.Dispose();
}
