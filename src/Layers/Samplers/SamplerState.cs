namespace Glissade.Layers;

/// <summary>What one worker changes while a sampler chooses for it. Samplers that need scratch derive from it.</summary>
public class SamplerState : IDisposable
{
    /// <summary>Frees the scratch.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the scratch.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
