using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public sealed class ApiDocumentationLocatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTheNewestVersionByNumberNotByLetters()
    {
        Write("dotnet/packs/A.Ref/9.0.8/ref/net9.0/A.xml");
        string newest = Write("dotnet/packs/A.Ref/10.0.2/ref/net10.0/A.xml");
        Assert.Equal([newest], Find("dotnet"));
    }

    [Fact]
    public void ReleaseIsNewerThanItsPreview()
    {
        Write("dotnet/packs/A.Ref/10.0.0-rc.1.1/ref/net10.0/A.xml");
        string release = Write("dotnet/packs/A.Ref/10.0.0/ref/net10.0/A.xml");
        Assert.Equal([release], Find("dotnet"));
    }

    [Fact]
    public void FileThatPacksShareIsTakenFromTheCorePack()
    {
        Write("dotnet/packs/Microsoft.AspNetCore.App.Ref/10.0.0/ref/net10.0/System.Shared.xml");
        string web = Write("dotnet/packs/Microsoft.AspNetCore.App.Ref/10.0.0/ref/net10.0/Web.xml");
        string core = Write("dotnet/packs/Microsoft.NETCore.App.Ref/10.0.0/ref/net10.0/System.Shared.xml");
        Assert.Equal([core, web], Find("dotnet"));
    }

    [Fact]
    public void InstallationWithoutDocumentationIsPassedOver()
    {
        Write("runtime-only/packs/Microsoft.NETCore.App.Host/10.0.0/runtimes/apphost.txt");
        string file = Write("sdk/packs/A.Ref/10.0.0/ref/net10.0/A.xml");
        Assert.Equal([file], Find("missing", "runtime-only", "sdk"));
    }

    [Fact]
    public void NothingIsFoundWhereNothingIs() => Assert.Empty(Find("missing"));

    private string Write(string path) => folder.Write(path, "<doc/>");

    private IReadOnlyList<string> Find(params string[] roots) =>
        new ApiDocumentationLocator([.. roots.Select(r => Path.Combine(folder.Path, r))]).Find();
}
