export default function Home() { return <main><h1>Same request. Same answer. Different machinery.</h1></main> }
