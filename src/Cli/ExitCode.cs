namespace Glissade.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The work failed: training diverged, the disk is full.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the input is at fault.</summary>
    public const int BadInput = 2;

    /// <summary>An interrupt ended training with a checkpoint written and no model, or a search before it was through.</summary>
    public const int Interrupted = 3;
}
